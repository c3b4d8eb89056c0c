{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/checklists">Checklists</a></li><li>{{PROGRAM}}</li></ol></nav>
<h1>What program {{PROGRAM}} has in place</h1>
<p>{{UNIT_NAME}}. A policy can be in place and not be felt, and the other way round.
{{#HAS_WAVE}}What trainees say is the unit’s figure of wave {{WAVE}}, from 0 to 100 points.{{/HAS_WAVE}}</p>
{{#NOW}}{{>CHECKLIST_ROWS}}{{/NOW}}
{{#OWN}}
<h2 id="fill">Fill in</h2>
<p>Say of each area whether a policy or a practice is in place, and where that can be seen. Rows that you change carry
your name and today’s date. Write nothing about a person.</p>
{{>PROBLEMS}}
<form method="post" action="/checklists/{{PROGRAM}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="version" value="{{VERSION}}">
{{#ROW}}<fieldset id="f-{{AREA}}"{{#WRONG}} aria-describedby="e-{{AREA}}"{{/WRONG}}>
<legend>{{AREA_TITLE}}</legend>
{{#WRONG}}<p class="field-error" id="e-{{AREA}}">{{WRONG_TEXT}}</p>{{/WRONG}}
{{#CHOICE}}<label class="choice"><input type="radio" name="{{AREA}}" value="{{CHOICE_VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}> {{CHOICE_LABEL}}</label>
{{/CHOICE}}
<div class="field evidence"><label for="t-{{AREA}}">Evidence</label>
<textarea class="compact" id="t-{{AREA}}" name="{{AREA}}_evidence" maxlength="{{EVIDENCE_MAX}}">
{{EVIDENCE:pre_escape}}</textarea></div>
</fieldset>
{{/ROW}}
<p class="actions"><button class="button-primary">Keep this checklist</button></p>
</form>
{{/OWN}}
{{>END}}
