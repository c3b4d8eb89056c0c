{{%AUTOESCAPE context="HTML"}}
<p>{{PEOPLE}} people in {{PROGRAMS}} programs make {{UNITS}} units. Programs with few people are counted together, by the sizes
on the roster alone, before anybody answers.</p>
<ul>
{{#OUTLOOK}}<li>If {{RATE}} % answer, about {{SHOWN}} of {{UNITS}} units have the {{K}} answers that a figure needs.</li>
{{/OUTLOOK}}</ul>
{{#SINCE}}<h2>Since {{SINCE_WAVE}}</h2>
{{#SAME}}<p>The units are the same: every trend goes on.</p>{{/SAME}}
{{#HAS_CHANGES}}<p>Units that are gone, new or of other programs: <b>{{UNIT_CHANGES}}</b>. Programs counted elsewhere: <b>{{PROGRAM_MOVES}}</b>.</p>
<details{{#FEW}} open{{/FEW}}><summary>Each of them</summary><ul>
{{#CHANGE}}<li>{{UNIT}} ({{NOW}} people, {{BEFORE}} before): {{KIND}}.</li>
{{/CHANGE}}{{#MOVE}}<li>Program {{PROGRAM}}: from {{FROM}} to {{TO}}.</li>
{{/MOVE}}</ul></details>{{/HAS_CHANGES}}{{/SINCE}}
<div class="scroll scroll-tall" tabindex="0" role="group" aria-label="Units"><table class="sticky stacked">
<caption>Units, and the chance that enough people answer</caption>
<thead><tr><th scope="col">Unit</th><th scope="col">Department</th><th scope="col" class="num">People</th><th scope="col" class="num">If 30 % answer</th><th scope="col" class="num">If 50 %</th><th scope="col" class="num">If 70 %</th></tr></thead>
<tbody>
{{#UNIT_ROW}}<tr><th scope="row">{{NAME}}{{#MERGED}} <span class="small quiet">counted together: {{WITH}}</span>{{/MERGED}}</th><td data-label="Department">{{DEPARTMENT}}</td><td class="num" data-label="People">{{ROSTER}}</td><td class="num" data-label="If 30 % answer">{{AT_30}} %</td><td class="num" data-label="If 50 %">{{AT_50}} %</td><td class="num" data-label="If 70 %">{{AT_70}} %</td></tr>
{{/UNIT_ROW}}
</tbody></table></div>
{{#ALONE}}<p class="small">Never shown alone, with fewer than {{MIN_GROUP}} people: {{LIST}}.</p>{{/ALONE}}
