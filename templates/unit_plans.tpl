{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/plans">Plans</a></li><li>{{UNIT_NAME}}</li></ol></nav>
<h1>{{UNIT_NAME}}: action plans</h1>
{{#NONE}}<p>No plan has been written down yet.</p>{{/NONE}}
{{#PLAN}}{{>PLAN}}{{/PLAN}}
{{#OWN}}
<h2 id="new">A new plan</h2>
{{>PROBLEMS}}
<details><summary>What the institution offers</summary>
<dl class="plain">{{#OFFER}}<dt>{{OFFER_TITLE}}</dt><dd>{{OFFER_ABOUT}}</dd>
{{/OFFER}}</dl></details>
<form method="post" action="/plans/{{UNIT}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{>FIELD}}
<p class="actions"><button class="button-primary">Keep this plan</button></p>
</form>
{{/OWN}}
{{>END}}
