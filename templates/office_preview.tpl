{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>What would change</h1>
<p>Nothing is changed yet. The new roster has {{PEOPLE}} people in {{PROGRAMS}} programs of {{DEPARTMENTS}} departments.</p>
<dl class="facts">
<div><dt>New</dt><dd>{{ADDED}}</dd></div>
<div><dt>Gone</dt><dd>{{REMOVED}}</dd></div>
<div><dt>In another program</dt><dd>{{MOVED}}</dd></div>
<div><dt>Another text</dt><dd>{{UPDATED}}</dd></div>
<div><dt>As before</dt><dd>{{KEPT}}</dd></div>
</dl>
{{#NOTHING}}<p>This is the roster that you have.</p>{{/NOTHING}}
{{#MOST_GONE}}<div class="notice notice-note"><p><b>More than half of the people would go.</b> Is this the whole file?</p></div>{{/MOST_GONE}}
<form method="post" action="/roster/replace">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="digest" value="{{DIGEST}}">
<p class="actions"><button class="button-primary">Replace the roster</button> <a class="button" href="/roster">Leave it as it is</a></p>
</form>
{{#HAS_CHANGES}}<div class="scroll scroll-tall" tabindex="0" role="group" aria-label="Who changes"><table>
<caption>Who changes{{#CUT}} (the first {{SHOWN}}){{/CUT}}</caption>
<thead><tr><th scope="col">Person</th><th scope="col">What</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><th scope="row">{{PERSON}}</th><td>{{KIND}}</td><td>{{BEFORE}}</td><td>{{NOW}}</td></tr>
{{/CHANGE}}
</tbody></table></div>{{/HAS_CHANGES}}
{{>OFFICE_END}}
