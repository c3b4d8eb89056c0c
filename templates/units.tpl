{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>Units</h1>
{{#NONE}}<p>Your account sees no unit in any wave. Ask the office which programs it is
bound to.</p>{{/NONE}}
<div class="two-columns">{{#DEPARTMENT_ROW}}
<section><h2>{{DEPARTMENT}}</h2>
<ul class="plain-list">
{{#UNIT_ROW}}<li><a href="/unit/{{UNIT}}">{{UNIT_NAME}}</a> <span class="quiet nowrap">{{ROSTER}} people</span></li>
{{/UNIT_ROW}}</ul></section>
{{/DEPARTMENT_ROW}}</div>
{{>END}}
