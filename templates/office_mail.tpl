{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
<p>{{#INVITES}}The invites{{/INVITES}}{{#REMINDER}}A reminder{{/REMINDER}} of {{WAVE}}. Nothing is sent yet.</p>
<dl class="facts">
<div><dt>Get one now</dt><dd>{{DUE}}</dd></div>
<div><dt>Have it</dt><dd>{{SENT}}</dd></div>
<div><dt>Fetched a token</dt><dd>{{FETCHED}}</dd></div>
<div><dt>Unsure</dt><dd>{{UNSURE}}</dd></div>
<div><dt>Address refused</dt><dd>{{REFUSED}}</dd></div>
</dl>
<p class="small quiet">Nobody gets two. Of the unsure nobody knows whether the mail arrived; they are left out.</p>
{{#TROUBLE}}<div class="scroll" tabindex="0" role="group" aria-label="Whom it did not reach"><table>
<caption>Whom it did not reach</caption>
<thead><tr><th scope="col">Person</th><th scope="col">Address</th><th scope="col">What became of it</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{PERSON}}</th><td>{{EMAIL}}</td><td>{{#IS_REFUSED}}Refused by the mail server ({{REPLY}}){{/IS_REFUSED}}{{#IS_UNSURE}}Unsure: the line was cut{{/IS_UNSURE}}</td></tr>
{{/ROW}}
</tbody></table></div>
<p>Put an address right on the page People and mails, or hand over a letter. Whose address is put right gets theirs when you send again.</p>{{/TROUBLE}}
{{#NONE}}<p>There is nobody to write to.</p>{{/NONE}}
<form method="post" action="/wave/{{WAVE}}/mail">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="kind" value="{{KIND}}">
<input type="hidden" name="yes" value="yes">
<p class="actions">{{#SOME}}<button class="button-primary">Send them</button> {{/SOME}}<a class="button" href="/wave/{{WAVE}}/people">Go back</a></p>
</form>
{{>OFFICE_END}}
