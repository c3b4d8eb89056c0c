{{%AUTOESCAPE context="HTML"}}
<h2 id="who">Who is in them</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Who is in the groups"><table>
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Units</th><th scope="col" class="num">On the roster</th><th scope="col" class="num">Answers counted</th><th scope="col">Not shown, and not in its figures</th></tr></thead>
<tbody>
{{#WHO}}<tr><th scope="row">{{GROUP_NAME}}</th><td class="num">{{UNITS}}</td><td class="num">{{ROSTER}}</td><td class="num">{{ANSWERED}}</td><td>{{#MISSING}}{{UNIT}}{{#POOLED}} <span class="small quiet">(counted only with others)</span>{{/POOLED}}<br>{{/MISSING}}</td></tr>
{{/WHO}}
</tbody></table></div>

<h2 id="outcomes">Burnout and what was counted</h2>
<div class="columns">
{{#OUTCOME}}<figure class="span-4"><figcaption>{{CHART_TITLE}}</figcaption>
{{CHART:none}}
<p class="small slides">For slides: <a href="/results/{{WAVE}}/{{QUERY_PATH}}/{{CHART_NAME}}.png?by={{QUERY_BY}}&amp;units={{QUERY_A}}&amp;against={{QUERY_B}}&amp;with={{QUERY_POOLED}}" download>PNG</a>, <a href="/results/{{WAVE}}/{{QUERY_PATH}}/{{CHART_NAME}}.svg?by={{QUERY_BY}}&amp;units={{QUERY_A}}&amp;against={{QUERY_B}}&amp;with={{QUERY_POOLED}}" download>SVG</a></p>
<details><summary>{{SCALE_TITLE}}: the same figures as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="{{SCALE_TITLE}}"><table>
<caption>{{SCALE_WORDS}}</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{GROUP_NAME}}</th>{{>FIGURE}}<td class="num">{{#ABOVE}}{{ABOVE_VALUE}} %<br><span class="small quiet nowrap">at {{CUTOFF}} or above, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/ROW}}
</tbody></table></div></details></figure>
{{/OUTCOME}}
</div>

<h2 id="areas">The six areas</h2>
<p>Points from 0 to 100; {{AREAS_WORDS}}. Under each figure its 95 % interval.</p>
<div class="scroll" tabindex="0" role="group" aria-label="The six areas, by group"><table>
<thead><tr><th scope="col">Group</th>{{#AREA_HEAD}}<th scope="col" class="num">{{AREA_TITLE}}</th>{{/AREA_HEAD}}</tr></thead>
<tbody>
{{#AREA_ROW}}<tr><th scope="row">{{GROUP_NAME}}</th>{{#CELL}}{{>FIGURE}}{{/CELL}}</tr>
{{/AREA_ROW}}
</tbody></table></div>

<section class="folded"><h2 id="questions">Questions of the areas</h2>
{{#DRIVER}}<details><summary>{{SCALE_TITLE}}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="{{SCALE_TITLE}}"><table>
<caption>{{SCALE_WORDS}}</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{GROUP_NAME}}</th>{{>FIGURE}}<td class="num">{{#ABOVE}}{{ABOVE_VALUE}} %<br><span class="small quiet nowrap">at {{CUTOFF}} or above, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/ROW}}
</tbody></table></div></details>
{{/DRIVER}}
</section>
