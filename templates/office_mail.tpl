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
{{#NONE}}<p>There is nobody to write to.</p>{{/NONE}}
<form method="post" action="/wave/{{WAVE}}/mail">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="kind" value="{{KIND}}">
<input type="hidden" name="yes" value="yes">
<p class="actions">{{#SOME}}<button class="button-primary">Send them</button> {{/SOME}}<a class="button" href="/wave/{{WAVE}}/people">Go back</a></p>
</form>
{{>OFFICE_END}}
