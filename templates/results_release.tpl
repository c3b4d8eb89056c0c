{{%AUTOESCAPE context="HTML"}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li>{{WAVE}}</li></ol></nav>
<h1>{{TITLE}}</h1>
<p>{{INSTITUTION}}. Wave {{WAVE}}, closed on {{CLOSED_DATE}}.</p>
{{>WAVE_PARTS}}
<nav class="here small" aria-label="On this page"><ul><li><a href="#glance">At a glance</a></li><li><a href="#areas">Units and areas</a></li><li><a href="#against">Against the rest</a></li><li><a href="#trends">Over waves</a></li><li><a href="#departments">Departments</a></li><li><a href="#response">Response</a></li><li><a href="#mandate">In place</a></li><li><a href="#initiatives">Initiatives</a></li></ul></nav>
<h2 id="glance">The institution at a glance</h2>
<dl class="facts">
<div><dt>On the roster</dt><dd>{{ROSTER}}</dd></div>
<div><dt>Fetched a token</dt><dd>{{ISSUED}}</dd></div>
<div><dt>Answered</dt><dd>{{ANSWERED}} <span class="small">({{PERCENT}} %)</span></dd></div>
{{#SPOILED}}<div><dt>Could not be read</dt><dd>{{SPOILED_N}}</dd></div>{{/SPOILED}}
</dl>
<div class="columns">
{{#GLANCE}}<section class="card span-4"><h3>{{SCALE_TITLE}}</h3>
{{#SHOWN}}<p><span class="figure-large">{{VALUE}}</span>
<span class="small quiet">{{SCALE_WORDS}}</span></p>{{/SHOWN}}{{#HIDDEN}}<p>Not shown, to protect people in small groups</p>{{/HIDDEN}}
{{#ABOVE}}<p>{{ABOVE_VALUE}} % at {{CUTOFF}} or above <span class="small quiet">(n {{ABOVE_N}})</span></p>{{/ABOVE}}
<dl class="answers"><div><dt>What changed</dt><dd>{{CHANGE}}</dd></div>
<div><dt>Where</dt><dd><a href="/results/{{WAVE}}/compare?of={{SCALE_ID}}">{{APART}}</a></dd></div>
{{#SHOWN}}<div><dt>How sure</dt><dd>{{#INTERVAL}}95 % interval {{LOW}} to {{HIGH}}; {{/INTERVAL}}n {{N}}</dd></div>{{/SHOWN}}</dl></section>
{{/GLANCE}}
</div>
<div class="scroll" tabindex="0" role="group" aria-label="The six areas, institution"><table>
<caption>The six areas, in points from 0 to 100; {{AREAS_WORDS}}</caption>
<thead><tr><th scope="col">Area</th><th scope="col" class="num">Institution</th><th scope="col">Change</th><th scope="col">Where</th></tr></thead>
<tbody>
{{#AREA}}<tr><th scope="row">{{AREA_TITLE}}</th>{{>FIGURE}}<td class="sentence">{{AREA_CHANGE}}</td><td><a href="/results/{{WAVE}}/compare?of={{AREA_ID}}">{{AREA_APART}}</a></td></tr>
{{/AREA}}
</tbody></table></div>
<details><summary>Every scale, institution</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Every scale, institution"><table>
<thead><tr><th scope="col">Scale</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#SCALE}}<tr><th scope="row">{{SCALE_TITLE}}<br><span class="small quiet">{{SCALE_WORDS}}</span></th>
{{>FIGURE}}
<td class="num">{{#ABOVE}}{{ABOVE_VALUE}} %<br><span class="small quiet nowrap">at {{CUTOFF}} or above, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/SCALE}}
</tbody></table></div></details>
<p class="quiet">Those who answered may differ from those who did not; the intervals say nothing about
that. No program is ranked here, and figures alone start no review.</p>
<p class="downloads"><a class="button button-small" href="/results/{{WAVE}}/report.pdf" download>Report for the committee (PDF)</a>
<a class="button button-small" href="/results/{{WAVE}}.pdf" download>Download as PDF</a>
<a class="button button-small" href="/results/{{WAVE}}.xlsx" download>as XLSX</a>
<a class="button button-small" href="/results/{{WAVE}}.csv" download>as CSV</a>
<a class="button button-small" href="/results/{{WAVE}}.json" download>Download the release file</a></p>

<h2 id="areas">Units and the six areas: {{GRID_TITLE}}</h2>
<p>Points from 0 to 100; {{AREAS_WORDS}}. A cell is filled only where its unit differs from the rest of the
institution once all units are taken into account. No program is ranked.</p>
{{>TONES}}
<div class="by"><p>Sort by {{#SORT}}{{#SORT_HERE}}<b aria-current="true">{{SORT_NAME}}</b> {{/SORT_HERE}}{{#SORT_OTHER}}<a href="/results/{{WAVE}}?sort={{SORT_NAME}}#areas">{{SORT_NAME}}</a> {{/SORT_OTHER}}{{/SORT}}</p>
<p class="only"><label class="tick"><input type="checkbox" id="only-differ" autocomplete="off"> Only units that differ somewhere</label></p></div>
<div class="scroll scroll-tall" tabindex="0" role="group" aria-label="Units and the six areas"><table class="cells sticky">
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Answered</th>{{#AREA_HEAD}}<th scope="col">{{AREA_TITLE}}</th>{{/AREA_HEAD}}</tr></thead>
<tbody>
{{#GRID_ROW}}<tr class="level-{{LEVEL}}"><th scope="row">{{#LINK}}<a href="/unit/{{UNIT}}/{{WAVE}}">{{GROUP_NAME}}</a>{{/LINK}}{{#NO_LINK}}{{GROUP_NAME}}{{/NO_LINK}}</th>
{{#GROUP_SHOWN}}<td class="num nowrap">{{ANSWERED}} of {{ROSTER}}</td>{{#CELL}}{{#SHOWN}}<td class="{{TONE_CLASS}}">{{#CELL_LINK}}<a href="/unit/{{UNIT}}/{{WAVE}}" tabindex="-1">{{/CELL_LINK}}<span{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</span>{{#CELL_LINK}}</a>{{/CELL_LINK}}{{#DIFFERS}}<span class="sign" aria-hidden="true">{{SIGN}}</span><span class="visually-hidden">{{TONE_WORDS}}</span>{{/DIFFERS}}</td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}{{/CELL}}{{/GROUP_SHOWN}}
{{#GROUP_HIDDEN}}<td class="not-shown" colspan="{{AREA_COUNT}}"><span>Not shown, to protect people in small groups</span></td>{{/GROUP_HIDDEN}}</tr>
{{/GRID_ROW}}
</tbody></table></div>

<h2 id="against">Units against the rest</h2>
<p>Only units that differ are drawn here. Each is compared with all other answers of the institution, itself left out.</p>
<div class="columns">
{{>AGAINST}}
</div>

<h2 id="trends">Over waves</h2>
{{#NO_TRENDS}}<p>This is the first wave: there is nothing yet that it can be compared with.</p>{{/NO_TRENDS}}
{{#TRENDS}}<p>Waves share people: the intervals of a change are wider than they need be, never narrower.</p>
<div class="columns">
{{>TREND}}
</div>{{/TRENDS}}

<h2 id="departments">Departments</h2>
<div class="columns">
{{#OUTCOME}}
<figure class="span-4"><figcaption>{{CHART_TITLE}}</figcaption>
{{CHART:none}}
<p class="small slides">For slides: <a href="/results/{{WAVE}}/chart/{{CHART_NAME}}.png" download>PNG</a>, <a href="/results/{{WAVE}}/chart/{{CHART_NAME}}.svg" download>SVG</a></p>
<details><summary>{{SCALE_TITLE}}: the same figures as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="{{SCALE_TITLE}}, by department"><table>
<thead><tr><th scope="col">Department</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{GROUP_NAME}}</th>{{>FIGURE}}<td class="num">{{#ABOVE}}{{ABOVE_VALUE}} %<br><span class="small quiet nowrap">at {{CUTOFF}} or above, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/ROW}}
</tbody></table></div></details>
</figure>
{{/OUTCOME}}
</div>

<h2 id="response">Who answered</h2>
{{>RESPONSE_CHART}}

