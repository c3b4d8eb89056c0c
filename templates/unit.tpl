{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/units">Units</a></li><li>{{UNIT}}</li></ol></nav>
<h1>{{UNIT_NAME}}</h1>
<p>{{DEPARTMENT}}</p>
{{#CLOSED}}
<div class="card">
<h2><a href="/unit/{{UNIT}}/{{WAVE}}">{{TITLE}}</a></h2>
<p>{{WAVE}}, closed on {{DATE}}.
{{#GROUP_SHOWN}}{{ANSWERED}} of {{ROSTER}} answered ({{PERCENT}} %).{{/GROUP_SHOWN}}
{{#GROUP_HIDDEN}}Not shown, to protect people in small groups. {{ROSTER}} people on the roster.{{/GROUP_HIDDEN}}</p>
</div>
{{/CLOSED}}
{{#OPEN}}
<div class="notice"><p><b>{{TITLE}}</b> ({{WAVE}}) is running until {{DATE}}, with {{ROSTER}}
people of this unit invited. While it is open nothing is known about answers.</p></div>
{{/OPEN}}
{{>END}}
