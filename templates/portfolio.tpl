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
<ul class="plain-list">
{{#INITIATIVE}}<li><a href="/initiatives/{{INITIATIVE_ID}}">{{INITIATIVE_TITLE}}</a> <span class="quiet">({{INITIATIVE_UNITS}})</span>:
<b>{{INITIATIVE_VERDICT}}</b>{{#INITIATIVE_EFFECT}}, {{EFFECT}} points ({{EFFECT_LOW}} to {{EFFECT_HIGH}}) against its comparison units{{/INITIATIVE_EFFECT}}.</li>
{{/INITIATIVE}}</ul>
<p class="small quiet">Units chose to take part, and other things changed too: a difference is no proof of a cause, and
“inconclusive” is no proof of none.</p>
