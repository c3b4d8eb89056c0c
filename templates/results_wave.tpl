{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li>{{WAVE}}</li></ol></nav>
<h1>{{TITLE}}</h1>
<p>{{INSTITUTION}}. Wave {{WAVE}}, closed on {{CLOSED_DATE}}.</p>
<dl class="facts">
<div><dt>On the roster</dt><dd>{{ROSTER}}</dd></div>
<div><dt>Fetched a token</dt><dd>{{ISSUED}}</dd></div>
<div><dt>Answered</dt><dd>{{ANSWERED}} <span class="small">({{PERCENT}} %)</span></dd></div>
{{#SPOILED}}<div><dt>Could not be read</dt><dd>{{SPOILED_N}}</dd></div>{{/SPOILED}}
</dl>
<p class="quiet">Those who answered may differ from those who did not; the intervals say nothing about
that. No program is ranked here, and figures alone start no review.</p>
<p class="downloads"><a class="button button-small" href="/results/{{WAVE}}.csv" download>Download as CSV</a>
<a class="button button-small" href="/results/{{WAVE}}.json" download>Download the release file</a>
<a class="button button-small" href="/results/{{WAVE}}/groups">Group units by type, site, size</a></p>

<h2 id="institution">The institution</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Every scale, institution"><table>
<caption>Every scale, institution</caption>
<thead><tr><th scope="col">Scale</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#SCALE}}<tr><th scope="row">{{SCALE_TITLE}}<br><span class="small quiet">{{SCALE_WORDS}}</span></th>
{{>FIGURE}}
<td class="num">{{#ABOVE}}{{ABOVE_VALUE}} %<br><span class="small quiet nowrap">at {{CUTOFF}} or above, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/SCALE}}
</tbody></table></div>

<h2 id="departments">Departments</h2>
<div class="columns">
{{#OUTCOME}}
<figure class="span-4"><figcaption>{{CHART_TITLE}}</figcaption>
{{CHART:none}}
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

<h2 id="areas">Units and the six areas</h2>
<p>Points from 0 to 100; {{AREAS_WORDS}}. Sorted by department, then by name. Nothing is coloured:
a colour would need a comparison that holds for many units at once.</p>
<div class="scroll scroll-tall" tabindex="0" role="group" aria-label="Units and the six areas"><table class="cells sticky">
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Answered</th>{{#AREA_HEAD}}<th scope="col">{{AREA_TITLE}}</th>{{/AREA_HEAD}}</tr></thead>
<tbody>
{{#GRID_ROW}}<tr class="level-{{LEVEL}}"><th scope="row">{{#LINK}}<a href="/unit/{{UNIT}}/{{WAVE}}">{{GROUP_NAME}}</a>{{/LINK}}{{#NO_LINK}}{{GROUP_NAME}}{{/NO_LINK}}</th>
{{#GROUP_SHOWN}}<td class="num nowrap">{{ANSWERED}} of {{ROSTER}}</td>{{#CELL}}{{#SHOWN}}<td><span{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</span></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}{{/CELL}}{{/GROUP_SHOWN}}
{{#GROUP_HIDDEN}}<td class="not-shown" colspan="{{AREA_COUNT}}"><span>Not shown, to protect people in small groups</span></td>{{/GROUP_HIDDEN}}</tr>
{{/GRID_ROW}}
</tbody></table></div>

<h2 id="response">Who answered</h2>
<div class="columns"><figure class="span-6"><figcaption>{{RESPONSE_TITLE}}</figcaption>
{{RESPONSE_CHART:none}}
<details><summary>Response: the same figures as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Response, by department"><table>
<thead><tr><th scope="col">Department</th><th scope="col" class="num">On the roster</th><th scope="col" class="num">Answered</th></tr></thead>
<tbody>
{{#RESPONSE}}<tr><th scope="row">{{GROUP_NAME}}</th><td class="num">{{ROSTER}}</td>{{#GROUP_SHOWN}}<td class="num">{{ANSWERED}} <span class="small quiet">({{PERCENT}} %)</span></td>{{/GROUP_SHOWN}}{{#GROUP_HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/GROUP_HIDDEN}}</tr>
{{/RESPONSE}}
</tbody></table></div></details>
<p class="small quiet">A department counts the answers of those of its units that are shown, and of its pool.</p>
</figure></div>

{{>PORTFOLIO}}
{{>READING}}
<p class="small quiet">Instrument {{SURVEY}} {{SURVEY_VERSION}}. Groups of {{RULE_K}} answers and more. Every figure is from the
release file, SHA-256 <span class="mono">{{RELEASE_SHA}}</span>.</p>
{{>END}}
