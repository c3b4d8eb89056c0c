{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li><a href="/results/{{WAVE}}">{{WAVE}}</a></li><li>Groups of units</li></ol></nav>
<h1>Units by {{BY}}</h1>
<p>{{INSTITUTION}}. Wave {{WAVE}}, {{TITLE}}.</p>
<p>Group by {{#KEY}}{{#HERE}}<b aria-current="page">{{KEY_NAME}}</b>{{/HERE}}{{#OTHER}}<a href="/results/{{WAVE}}/groups?by={{KEY_NAME}}">{{KEY_NAME}}</a>{{/OTHER}} {{/KEY}}</p>
{{#NO_FACTS}}<div class="notice"><p>This wave was opened by an older Chorus, which did not keep the types and sites of
its units: it can be grouped by department and by size.</p></div>{{/NO_FACTS}}
<p class="quiet">Computed from what the release prints, as a department’s figures are; nobody’s answers were
looked at again. No group is ranked.</p>
<p class="downloads"><a class="button button-small" href="/results/{{WAVE}}/groups.csv?by={{BY}}" download>Download as CSV</a></p>

<h2 id="who">Who is in them</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Who is in the groups"><table>
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Units</th><th scope="col" class="num">On the roster</th><th scope="col" class="num">Answers counted</th><th scope="col">Not shown, and not in its figures</th></tr></thead>
<tbody>
{{#WHO}}<tr><th scope="row">{{GROUP_NAME}}</th><td class="num">{{UNITS}}</td><td class="num">{{ROSTER}}</td><td class="num">{{ANSWERED}}</td><td>{{#MISSING}}{{UNIT}}{{#POOLED}} <span class="small quiet">(counted only with others)</span>{{/POOLED}}<br>{{/MISSING}}</td></tr>
{{/WHO}}
</tbody></table></div>

{{#SCALE}}
<h2>{{SCALE_TITLE}}</h2>
<p class="small quiet">{{SCALE_WORDS}}</p>
<div class="scroll" tabindex="0" role="group" aria-label="{{SCALE_TITLE}}"><table>
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{GROUP_NAME}}</th>{{>FIGURE}}<td class="num">{{#ABOVE}}{{ABOVE_VALUE}} %<br><span class="small quiet nowrap">at {{CUTOFF}} or above, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/ROW}}
</tbody></table></div>
{{/SCALE}}
{{>READING}}
<p class="small quiet">Every figure follows from the release file, SHA-256 <span class="mono">{{RELEASE_SHA}}</span>.</p>
{{>END}}
