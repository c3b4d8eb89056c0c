{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>About this survey · {{INSTITUTION}}</title>
{{>BODY}}
<h1>About this survey</h1>
<p>“{{TITLE}}”, at {{INSTITUTION}}. Read this before you answer.</p>
<dl class="plain">
<dt>What it is for</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{PURPOSE}}</dd>
<dt>Is it voluntary?</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{VOLUNTARY}}</dd>
<dt>Who sees what</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{WHO_SEES}}</dd>
<dt id="results">When results are planned</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{RESULTS}}</dd>
<dt>Who is responsible</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{RESPONSIBLE}}</dd>
<dt id="contact">Whom to ask</dt><dd><span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{CONTACT}}</span>{{#EMAIL}}, <a href="mailto:{{ADDRESS}}">{{ADDRESS}}</a>{{/EMAIL}}{{#CONTACT_PHONE}}, <a href="tel:{{PHONE_TEL}}">{{PHONE}}</a>{{/CONTACT_PHONE}}</dd>
<dt>Review</dt><dd>{{#QUALITY}}Quality improvement, not research{{/QUALITY}}{{#APPROVED}}Approved by an institutional review board{{/APPROVED}}{{#EXEMPT}}Found exempt by an institutional review board{{/EXEMPT}}: {{REVIEW}}</dd>
</dl>

<h2>What the promise of this survey says</h2>
<dl class="plain">
<dt>Open</dt><dd>From {{OPENS}} until {{CLOSES}}.</dd>
<dt>Invited</dt><dd>{{PEOPLE}} people.</dd>
<dt>Smallest figure</dt><dd>Averages of a group are shown from {{K}} ballots on.</dd>
<dt>Single ballots are destroyed on</dt><dd>{{PURGE}}, by the office, together with the key that opens them.</dd>
</dl>

<h2>What binds whom</h2>
<p>The second list stands in <a href="/v1/waves/{{WAVE}}/manifest">the manifest</a>. Its fingerprint is in your
link and on the poster, so nobody can change it without being seen. The first list is the
institution’s own word. It was copied when the survey opened and Chorus does not change it
after; but no fingerprint covers it, so that somebody who controls this server could.
<a href="/v1/waves/{{WAVE}}/information">The copy, as a file</a></p>
<p class="actions"><a class="button" href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">How it works, and what it cannot promise</a></p>
{{>END}}
