{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li><a href="/results/{{WAVE}}">{{WAVE}}</a></li><li>Who answered</li></ol></nav>
<h1>Who answered, and what the others could change</h1>
{{>WAVE_PARTS}}
<h2>By department</h2>
{{>RESPONSE_CHART}}
<h2>{{SCALE_TITLE}}: how far it could be from everybody’s</h2>
<form class="filters" method="get" action="/results/{{WAVE}}/response">{{>CHOICE}}<button type="submit">Show</button></form>
<p>Nobody knows what those would have said who did not answer. “All could be” takes them all at one end of the scale, then
at the other. The last column is how much the mean moves when they differ by {{GAP}} on average. {{SCALE_WORDS}}.</p>
<div class="scroll scroll-tall" tabindex="0" role="group" aria-label="Response, and what the others could change"><table class="sticky">
<thead><tr><th scope="col">Group</th><th scope="col" class="num">On the roster</th><th scope="col" class="num">Answered</th><th scope="col" class="num">Percent</th><th scope="col" class="num">Mean</th><th scope="col" class="num">All could be</th><th scope="col" class="num">If {{GAP}} apart</th></tr></thead>
<tbody>
{{#ROW}}<tr class="level-{{LEVEL}}"><th scope="row">{{GROUP_NAME}}</th><td class="num">{{ROSTER}}</td>{{#GROUP_SHOWN}}<td class="num">{{ANSWERED}}</td><td class="num">{{PERCENT}} %<br><span class="small quiet nowrap">{{SHARE_LOW}} to {{SHARE_HIGH}}</span></td>{{#MEAN}}<td class="num nowrap">{{MEAN_VALUE}}</td><td class="num nowrap">{{WORST}}</td><td class="num">{{SHIFT}}</td>{{/MEAN}}{{#NO_MEAN}}<td class="not-shown" colspan="3"><span>Not shown</span></td>{{/NO_MEAN}}{{/GROUP_SHOWN}}{{#GROUP_HIDDEN}}<td class="not-shown" colspan="5"><span>Not shown, to protect people in small groups</span></td>{{/GROUP_HIDDEN}}</tr>
{{/ROW}}
</tbody></table></div>
{{>WAVE_SOURCE}}
{{>END}}
