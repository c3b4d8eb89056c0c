{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li><a href="/results/{{WAVE}}">{{WAVE}}</a></li><li>Units of your choice</li></ol></nav>
<h1>Units of your choice</h1>
{{>WAVE_PARTS}}
{{#PROBLEM}}<div class="notice notice-error" role="alert"><p>{{PROBLEM_TEXT}}</p></div>{{/PROBLEM}}
{{#CHOOSING}}<p>Choose units as one group, and others to compare them with: an initiative’s units and its comparison units, say.
Name what an initiative is compared with before its results are known.</p>{{/CHOOSING}}
{{#DONE}}
{{#POOLED_WITH}}<div class="notice"><p>The answers of {{EARLIER_WAVE}} and {{WAVE}} are counted together: somebody who answered in both counts twice.</p></div>{{/POOLED_WITH}}
{{#QUERY}}<p class="downloads"><a class="button button-small" href="/results/{{WAVE}}/sets.csv?units={{QUERY_UNITS}}&amp;against={{QUERY_AGAINST}}&amp;before={{QUERY_BEFORE}}&amp;with={{QUERY_WITH}}" download>Download as CSV</a></p>{{/QUERY}}
{{#DIFFERENCES}}<h2 id="difference">The chosen units less those they are compared with</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Differences"><table>
<thead><tr><th scope="col">Scale or area</th><th scope="col" class="num">Difference</th><th scope="col" class="num">95 %</th><th scope="col" class="num">p</th></tr></thead>
<tbody>
{{#DIFFERENCE_ROW}}<tr><th scope="row">{{DIFFERENCE_OF}}<br><span class="small quiet">{{DIFFERENCE_UNIT}}</span></th><td class="num"><b>{{DIFFERENCE}}</b></td><td class="num nowrap">{{DIFFERENCE_INTERVAL}}</td><td class="num">{{P_TEXT}}</td></tr>
{{/DIFFERENCE_ROW}}
</tbody></table></div>
<p class="small quiet">Rounding and cut ends (≥, ≤) are in the interval. The p-values are not corrected for how many rows
there are, nor for how often units were chosen anew.</p>{{/DIFFERENCES}}
{{#EFFECTS}}<h2 id="effect">How much more they changed</h2>
<p>The change of the chosen units since the earlier wave, less the change of those they are compared with. “Smallest” is
the smallest effect that so many people would show in 4 of 5 cases; where the interval holds 0 the finding is
inconclusive, which is not the same as no effect. Units that were not chosen by lot may have changed for other reasons.
Of many scales one in twenty looks changed by chance: what counts is the one that was named beforehand.</p>
{{#NO_EFFECT}}<p>No scale is shown by all four groups, or the waves did not ask alike.</p>{{/NO_EFFECT}}
<div class="scroll" tabindex="0" role="group" aria-label="Difference in differences"><table>
<thead><tr><th scope="col">Scale</th><th scope="col" class="num">Effect and 95 %</th><th scope="col" class="num">p</th><th scope="col" class="num">In SD</th><th scope="col" class="num">Smallest</th><th scope="col">Finding</th></tr></thead>
<tbody>
{{#EFFECT_ROW}}<tr><th scope="row">{{EFFECT_OF}}</th><td class="num"><b>{{EFFECT}}</b><br><span class="small quiet nowrap">{{EFFECT_INTERVAL}}</span></td><td class="num">{{EFFECT_P}}</td><td class="num">{{EFFECT_D}}</td><td class="num">{{SMALLEST}}</td><td>{{VERDICT}}</td></tr>
{{/EFFECT_ROW}}
</tbody></table></div>{{/EFFECTS}}
{{>GROUPINGS}}
{{/DONE}}
<h2 id="choose" class="choose">Choose units</h2>
<form class="choose" method="get" action="/results/{{WAVE}}/sets">
<div class="filters">
{{#EARLIER}}<div class="field"><label for="before">How much they changed since</label><select id="before" name="before"><option value="">no earlier wave</option>{{#EARLIER_BEFORE}}<option value="{{EARLIER_WAVE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{EARLIER_WAVE}}</option>{{/EARLIER_BEFORE}}</select></div>
<div class="field"><label for="with">Counted together with</label><select id="with" name="with"><option value="">no earlier wave</option>{{#EARLIER_WITH}}<option value="{{EARLIER_WAVE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{EARLIER_WAVE}}</option>{{/EARLIER_WITH}}</select></div>
{{/EARLIER}}<button class="button-primary" type="submit">Compute</button></div>
<div class="scroll scroll-tall" tabindex="0" role="group" aria-label="Units to choose"><table class="sticky">
<thead><tr><th scope="col">Unit</th><th scope="col">Chosen</th><th scope="col">Compared with</th></tr></thead>
{{#DEPARTMENT_ROW}}<tbody><tr class="level-department"><th scope="rowgroup" colspan="3">{{DEPARTMENT}}</th></tr>
{{#UNIT_ROW}}<tr class="level-unit"><th scope="row">{{UNIT_NAME}}</th><td><label class="box"><input type="checkbox" name="a-{{UNIT}}" value="1"{{#IN_A}} checked{{/IN_A}}><span class="visually-hidden">Choose {{UNIT_NAME}}</span></label></td><td><label class="box"><input type="checkbox" name="b-{{UNIT}}" value="1"{{#IN_B}} checked{{/IN_B}}><span class="visually-hidden">Compare with {{UNIT_NAME}}</span></label></td></tr>
{{/UNIT_ROW}}</tbody>
{{/DEPARTMENT_ROW}}
</table></div>
<div class="actions"><button class="button-primary" type="submit">Compute</button></div>
</form>
{{>WAVE_SOURCE}}
{{>END}}
