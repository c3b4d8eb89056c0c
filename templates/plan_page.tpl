{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/plans">Plans</a></li><li>{{UNIT_NAME}}</li></ol></nav>
<h1>{{UNIT_NAME}}: an action plan</h1>
{{#PLAN}}{{>PLAN}}{{/PLAN}}
{{#OWN}}
<p class="quiet">Changed last on {{CHANGED}} by {{CHANGED_BY}}.</p>
{{>PROBLEMS}}
<form method="post" action="/plans/{{UNIT}}/{{PLAN_ID}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="version" value="{{VERSION}}">
{{>FIELD}}
<p class="actions"><button class="button-primary">Keep the changes</button> <a class="button" href="/plans/{{UNIT}}">Leave it as it was</a></p>
</form>
{{/OWN}}
{{>END}}
