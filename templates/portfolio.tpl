{{%AUTOESCAPE context="HTML"}}
<h2 id="mandate">What is in place, beside what trainees say</h2>
<div class="scroll" tabindex="0" role="group" aria-label="What is in place, by area"><table>
<thead><tr><th scope="col">Area</th><th scope="col" class="num">What trainees say</th><th scope="col" class="num">In place</th><th scope="col" class="num">Partly</th><th scope="col" class="num">No</th><th scope="col" class="num">Not filled in</th></tr></thead>
<tbody>
{{#STATE_ROW}}<tr><th scope="row">{{STATE_AREA}}</th>{{#SHOWN}}<td class="num"><b{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</b></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}<td class="num">{{IN_PLACE}}</td><td class="num">{{PARTLY}}</td><td class="num">{{NOT_THERE}}</td><td class="num">{{NOT_SAID}}</td></tr>
{{/STATE_ROW}}
</tbody></table></div>
<p class="small quiet">Programs, by what their champions say is in place; the institution’s figure, from 0 to 100
points. <a href="/checklists">Every program’s checklist</a>.</p>

<h2 id="plans">What is done about it</h2>
{{#NO_OWN_PLANS}}<p>The institution has not written down a plan of its own.</p>{{/NO_OWN_PLANS}}
{{#OWN_PLANS}}<p>The institution’s own plans:</p>
{{#PLAN}}{{>PLAN}}{{/PLAN}}{{/OWN_PLANS}}
<p class="actions">{{PLAN_COUNT}} action plans of institution and units, {{OVERDUE_COUNT}} overdue. <a href="/plans">All plans</a>
· <a href="/plans/_institution#new">A new plan of the institution</a></p>

<h2 id="initiatives">Initiatives</h2>
{{#NO_INITIATIVE}}<p>None has been recorded. <a href="/initiatives/new">Record one</a> before its results are
known.</p>{{/NO_INITIATIVE}}
{{#INITIATIVES}}<div class="scroll" tabindex="0" role="group" aria-label="Initiatives, before and after"><table>
<thead><tr><th scope="col">Initiative, and what was named beforehand</th><th scope="col">Units that take part, before and after</th><th scope="col">Units compared with, before and after</th><th scope="col">Change beyond theirs, points</th><th scope="col">Finding</th></tr></thead>
<tbody>
{{#INITIATIVE}}<tr><th scope="row"><a href="/initiatives/{{INITIATIVE_ID}}">{{INITIATIVE_TITLE}}</a><br><span class="small quiet">{{INITIATIVE_OUTCOME}}; units {{INITIATIVE_UNITS}}</span></th>
{{#INITIATIVE_SIDE}}<td class="num nowrap">{{#SIDE_SHOWN}}{{SIDE_BEFORE}} → {{SIDE_AFTER}}<br><span class="small quiet">n {{SIDE_N_BEFORE}}, {{SIDE_N_AFTER}}</span>{{/SIDE_SHOWN}}{{#SIDE_HIDDEN}}<span class="small quiet">not shown</span>{{/SIDE_HIDDEN}}</td>{{/INITIATIVE_SIDE}}{{#INITIATIVE_WAITS}}<td colspan="3" class="quiet">No wave after its start has been published.</td>{{/INITIATIVE_WAITS}}
{{#INITIATIVE_EFFECT}}<td class="num nowrap"><b>{{EFFECT}}</b><br><span class="small quiet">{{EFFECT_LOW}} to {{EFFECT_HIGH}}</span></td>{{/INITIATIVE_EFFECT}}{{#INITIATIVE_NO_EFFECT}}<td></td>{{/INITIATIVE_NO_EFFECT}}<td><b>{{INITIATIVE_VERDICT}}</b></td></tr>
{{/INITIATIVE}}</tbody></table></div>{{/INITIATIVES}}
<p class="small quiet">Units chose to take part, and other things changed too: a difference is no proof of a cause, and
“inconclusive” is no proof of none.</p>
