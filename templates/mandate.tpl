{{%AUTOESCAPE context="HTML"}}
<h2 id="mandate">What is in place, beside what trainees say</h2>
<p>A policy can be in place and not be felt, and the other way round. The figure is of everybody in the unit;
what is in place is said by the program’s champion.</p>
{{#CHECKLIST}}{{>CHECKLIST_ROWS}}
{{#CHECK_OWN}}<p class="actions"><a class="button button-small" href="/checklists/{{CHECK_PROGRAM}}">Fill in for {{CHECK_PROGRAM}}</a></p>{{/CHECK_OWN}}
{{/CHECKLIST}}
<h2 id="plans">This unit’s plan</h2>
{{#NO_PLAN}}<p>No plan has been written down yet.</p>{{/NO_PLAN}}
{{#PLAN}}{{>PLAN}}{{/PLAN}}
{{#PLANS_OWN}}<p class="actions"><a class="button button-small" href="/plans/{{MANDATE_UNIT}}#new">Add a plan</a></p>{{/PLANS_OWN}}
{{#TOLD}}
<h2 id="told">What helped in other units</h2>
<p>Plans that other programs shared, and say that they helped.</p>
{{#TOLD_PLAN}}<details class="told"><summary>{{PLAN_WHAT}}</summary>{{>PLAN}}</details>
{{/TOLD_PLAN}}
{{/TOLD}}
