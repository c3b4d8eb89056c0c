{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li><a href="/results/{{WAVE}}">{{WAVE}}</a></li><li>Groups of units</li></ol></nav>
<h1>Units by {{BY}}</h1>
{{>WAVE_PARTS}}
<div class="by"><p>Group by {{#KEY}}{{#HERE}}<b aria-current="page">{{KEY_NAME}}</b>{{/HERE}}{{#OTHER}}<a href="/results/{{WAVE}}/groups?by={{KEY_NAME}}{{#WITH}}&amp;with={{WITH_WAVE}}{{/WITH}}">{{KEY_NAME}}</a>{{/OTHER}} {{/KEY}}
or <a href="/results/{{WAVE}}/sets">choose units yourself</a></p></div>
{{#EARLIER}}<p>Count an earlier wave with it: {{#EARLIER_NONE}}<a href="/results/{{WAVE}}/groups?by={{BY}}">none</a>{{/EARLIER_NONE}}
{{#EARLIER_HERE}}<b aria-current="true">{{EARLIER_WAVE}}</b> {{/EARLIER_HERE}}{{#EARLIER_OTHER}}<a href="/results/{{WAVE}}/groups?by={{BY}}&amp;with={{EARLIER_WAVE}}">{{EARLIER_WAVE}}</a> {{/EARLIER_OTHER}}</p>{{/EARLIER}}
{{#WITH}}<div class="notice"><p>The answers of {{WITH_WAVE}} and {{WAVE}} are counted together: a unit, and somebody who answered in both, counts twice.</p></div>{{/WITH}}
{{#NOT_POOLED}}<div class="notice"><p>{{WITH_WAVE}} and {{WAVE}} did not ask the same: a scale, its version or its cutoffs differ, so their answers are not counted together.</p></div>{{/NOT_POOLED}}
{{#NO_FACTS}}<div class="notice"><p>This wave was opened by an older Chorus, which did not keep the types and sites of
its units: it can be grouped by department and by size.</p></div>{{/NO_FACTS}}
<p class="quiet">Computed from what the release prints, as a department’s figures are; nobody’s answers were
looked at again. No group is ranked.</p>
{{#DONE}}<p class="downloads"><a class="button button-small" href="/results/{{WAVE}}/groups.csv?by={{BY}}{{#WITH}}&amp;with={{WITH_WAVE}}{{/WITH}}" download>Download as CSV</a></p>
{{>GROUPINGS}}{{/DONE}}
{{>READING}}
{{>WAVE_SOURCE}}
{{>END}}
