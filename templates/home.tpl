{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>First page · {{INSTITUTION}}</title>
{{>BODY}}
<h1>How work is for trainees at {{INSTITUTION}}</h1>
<p>A few minutes, once or twice a year, about work, rest, teaching and support.
What people answer goes to those who can change something, in figures for groups,
never for a person.</p>

<h2>Open now</h2>
{{#OPEN}}
<div class="card">
<h3{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h3>
<p>Open until {{DATE}}. It takes about five minutes, and every question can be
skipped.</p>
<p>Open the link in your letter or mail. If you have only the code, begin here:</p>
<p class="actions"><a class="button button-primary" href="/w/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Begin with a code</a></p>
<p class="small"><a href="/v1/waves/{{WAVE}}/manifest">The promise of this survey, as a file</a></p>
</div>
{{/OPEN}}
{{#NONE_OPEN}}<p>No survey is open at the moment.</p>{{/NONE_OPEN}}

<h2>What is promised</h2>
<ul class="lines">
<li><b>Your answers stay apart from your name.</b> Your browser seals them before
they are sent, and hands them in with a token that cannot be traced to your
invite.</li>
<li><b>Only groups are shown.</b> Figures appear for five people or more, and by a
rule that was fixed before anybody answered.</li>
<li><b>You can check it.</b> You get a receipt, and after the close a public board
shows that your ballot was counted.</li>
<li><b>One thing the office can see:</b> that you fetched a token, so that
reminders go only to those who have not. It cannot see what you answered, or
whether you sent it.</li>
</ul>
<p><a href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">How it works, and what it cannot promise</a></p>

{{#HAS_CLOSED}}
<h2>Closed</h2>
<ul>
{{#CLOSED}}
<li><span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</span> ({{WAVE}}), closed on {{DATE}}.
<a href="/receipt/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Is my ballot on the board?</a>
{{#PUBLIC}}<a href="/wave/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Results</a>{{/PUBLIC}}</li>
{{/CLOSED}}
</ul>
{{/HAS_CLOSED}}

<h2 id="support">Support</h2>
{{RESOURCES:none}}
{{>END}}
