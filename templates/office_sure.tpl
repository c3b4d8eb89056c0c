{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
<dl class="review">
<div><dt>Key on the roster</dt><dd>{{PERSON}}</dd></div>
<div><dt>Address</dt><dd>{{#HAS_EMAIL}}{{EMAIL}}{{/HAS_EMAIL}}{{#NO_EMAIL}}none{{/NO_EMAIL}}</dd></div>
<div><dt>Counted in</dt><dd>{{UNIT}}</dd></div>
</dl>
{{#LOST}}<p>The code that this person has opens nothing any more, and a new one is shown, once. If the old one was used already, nothing changes.</p>{{/LOST}}
{{#LEFT}}<p>This person cannot answer any more, and gets no reminder. If they have answered already, their ballot stays.</p>{{/LEFT}}
<form method="post" action="/wave/{{WAVE}}/{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="person" value="{{PERSON}}">
<input type="hidden" name="yes" value="yes">
<p class="actions"><button class="button-primary">{{#LOST}}Yes, make a new code{{/LOST}}{{#LEFT}}Yes, strike the invite out{{/LEFT}}</button> <a class="button" href="/wave/{{WAVE}}/people">No, go back</a></p>
</form>
{{>OFFICE_END}}
