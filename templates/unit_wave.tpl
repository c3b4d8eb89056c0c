{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/units">Units</a></li><li><a href="/unit/{{UNIT}}">{{UNIT}}</a></li><li>{{WAVE}}</li></ol></nav>
<h1>{{UNIT_NAME}}</h1>
<p>{{DEPARTMENT}}, {{INSTITUTION}}<br>“{{TITLE}}”: wave {{WAVE}}, closed on {{CLOSED_DATE}}</p>
<p><b>{{RESPONSE}}</b></p>
{{#REASON}}<div class="notice notice-note"><p>{{REASON_WORDS}}</p></div>{{/REASON}}
<p class="downloads"><a class="button button-small" href="/unit/{{UNIT}}/{{WAVE}}.pdf" download>Download as PDF</a>
<a class="button button-small" href="/unit/{{UNIT}}/{{WAVE}}.xlsx" download>as XLSX</a>
<a class="button button-small" href="/unit/{{UNIT}}/{{WAVE}}.csv" download>as CSV</a></p>
<nav class="here small" aria-label="On this page"><ul><li><a href="#standing">Where the unit stands</a></li><li><a href="#trend">Trend</a></li><li><a href="#areas">The six areas</a></li><li><a href="#scales">Every scale</a></li><li><a href="#mandate">In place</a></li><li><a href="#plans">Plan</a></li><li><a href="#reading">How to read this</a></li></ul></nav>

<h2 id="standing">Where the unit stands</h2>
<div class="columns">
{{#REST}}<figure class="span-6"><figcaption>{{CHART_TITLE}}</figcaption>{{CHART:none}}
<p class="small slides">For slides: <a href="/unit/{{UNIT}}/{{WAVE}}/chart/{{CHART_NAME}}.png" download>PNG</a>, <a href="/unit/{{UNIT}}/{{WAVE}}/chart/{{CHART_NAME}}.svg" download>SVG</a></p></figure>{{/REST}}
<div class="span-6">
<ul>
{{#OUTCOME_WORDS}}<li>{{WORDS}}</li>
{{/OUTCOME_WORDS}}</ul>
{{#CUT}}<p class="small quiet">{{WORDS}}</p>{{/CUT}}
</div>
</div>
<div class="columns">
{{#OUTCOME}}<figure class="span-4"><figcaption>{{CHART_TITLE}}</figcaption>{{CHART:none}}
<p class="small slides">For slides: <a href="/unit/{{UNIT}}/{{WAVE}}/chart/{{CHART_NAME}}.png" download>PNG</a>, <a href="/unit/{{UNIT}}/{{WAVE}}/chart/{{CHART_NAME}}.svg" download>SVG</a></p></figure>
{{/OUTCOME}}
</div>
<p class="small quiet">The table of all scales, below, holds the same figures.</p>

<h2 id="trend">Trend</h2>
<div class="columns">
{{#TREND}}<figure class="span-4"><figcaption>{{CHART_TITLE}}</figcaption>{{CHART:none}}
<p class="small slides">For slides: <a href="/unit/{{UNIT}}/{{WAVE}}/chart/{{CHART_NAME}}.png" download>PNG</a>, <a href="/unit/{{UNIT}}/{{WAVE}}/chart/{{CHART_NAME}}.svg" download>SVG</a></p></figure>
{{/TREND}}
</div>
<ul>
{{#TREND_WORDS}}<li>{{WORDS}}</li>
{{/TREND_WORDS}}</ul>

<h2 id="areas">The six areas</h2>
<p>Points from 0 to 100; {{AREAS_WORDS}}.</p>
<div class="scroll" tabindex="0" role="group" aria-label="The six areas"><table class="side-by-side">
<thead><tr><th scope="col">Area</th>{{#COLUMN}}<th scope="col" class="num">{{GROUP_NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#AREA}}<tr><th scope="row">{{AREA_TITLE}}</th>{{#CELL}}{{#SHOWN}}<td class="num"><b{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</b></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}{{/CELL}}</tr>
{{/AREA}}
</tbody></table></div>

<h2 id="scales">Every scale</h2>
<p class="fold"><label class="tick"><input type="checkbox" autocomplete="off"> Show every scale</label></p>
<div class="scroll" tabindex="0" role="group" aria-label="Every scale"><table class="side-by-side">
<thead><tr><th scope="col">Scale</th>{{#COLUMN}}<th scope="col" class="num">{{GROUP_NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#SCALE}}<tr><th scope="row">{{SCALE_TITLE}}<br><span class="small quiet">{{SCALE_WORDS}}</span></th>{{#CELL}}{{>FIGURE}}{{/CELL}}</tr>
{{/SCALE}}
</tbody></table></div>

{{>MANDATE}}
{{>READING}}
<p class="small quiet">Instrument {{SURVEY}} {{SURVEY_VERSION}}. Every figure is from the release file,
SHA-256 <span class="mono">{{RELEASE_SHA}}</span>.</p>
{{>END}}
