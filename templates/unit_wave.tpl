{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/units">Units</a></li><li><a href="/unit/{{UNIT}}">{{UNIT}}</a></li><li>{{WAVE}}</li></ol></nav>
<h1>{{UNIT_NAME}}</h1>
<p>{{DEPARTMENT}}, {{INSTITUTION}}. {{TITLE}}, wave {{WAVE}}, closed on {{CLOSED_DATE}}.</p>
<dl class="facts">
<div><dt>On the roster</dt><dd>{{ROSTER}}</dd></div>
{{#GROUP_SHOWN}}<div><dt>Answered</dt><dd>{{ANSWERED}} <span class="small">({{PERCENT}} %)</span></dd></div>{{/GROUP_SHOWN}}
</dl>
{{#GROUP_HIDDEN}}
<div class="notice notice-note">
<p><b>Not shown, to protect people in small groups.</b> Fewer than {{RULE_K}} people of this unit
answered, so nothing is shown for it alone, and whoever answered stays unknown.</p>
{{#POOL}}<p>Their answers are counted together with those of others in the same
situation, as “{{GROUP_NAME}}”, below.</p>{{/POOL}}
</div>
{{/GROUP_HIDDEN}}
{{#MERGED}}
<div class="notice">
{{#OWN_PROGRAM}}<p>Your program {{PROGRAM}} ({{PROGRAM_ROSTER}} people) is counted in “{{UNIT_NAME}}”,
because programs too small for a group of their own, below {{MIN_GROUP}} people, stand together with
others of their department.</p>{{/OWN_PROGRAM}}
<p>The unit is {{PROGRAM_COUNT}} programs with {{ROSTER}} people. That was fixed before the
wave opened, by size alone.</p>
</div>
{{/MERGED}}
<p class="downloads"><a class="button button-small" href="/unit/{{UNIT}}/{{WAVE}}.csv" download>Download as CSV</a></p>

<h2>Work and burnout, against the institution</h2>
<div class="columns">
{{#OUTCOME}}<figure class="span-4"><figcaption>{{CHART_TITLE}}</figcaption>{{CHART:none}}</figure>
{{/OUTCOME}}
</div>
<p class="small quiet">The table of all scales, below, holds the same figures.</p>

<h2>The six areas</h2>
<p>Points from 0 to 100; {{AREAS_WORDS}}.</p>
<div class="scroll" tabindex="0" role="group" aria-label="The six areas"><table>
<thead><tr><th scope="col">Area</th>{{#COLUMN}}<th scope="col" class="num">{{GROUP_NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#AREA}}<tr><th scope="row">{{AREA_TITLE}}</th>{{#CELL}}{{#SHOWN}}<td class="num"><b{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</b></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}{{/CELL}}</tr>
{{/AREA}}
</tbody></table></div>

<h2>Every scale</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Every scale"><table>
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
