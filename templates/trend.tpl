{{%AUTOESCAPE context="HTML"}}
{{#TREND}}<figure class="span-4"><figcaption>{{TREND_TITLE}}</figcaption>
{{TREND_CHART:none}}
<p class="small slides">For slides: <a href="/results/{{WAVE}}/chart/{{TREND_NAME}}.png?unit={{TREND_OF}}" download>PNG</a>, <a href="/results/{{WAVE}}/chart/{{TREND_NAME}}.svg?unit={{TREND_OF}}" download>SVG</a></p>
<details><summary>{{TREND_SUBJECT}}: the same figures as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="{{TREND_SUBJECT}}, over waves"><table>
<thead><tr><th scope="col">Wave</th><th scope="col">Version</th><th scope="col" class="num">Mean and 95 %</th><th scope="col" class="num">Change, {{TREND_UNIT}}</th></tr></thead>
<tbody>
{{#TREND_ROW}}<tr><th scope="row">{{TREND_WAVE}}</th><td>{{TREND_VERSION}}{{#TREND_BREAK}}<br><span class="small quiet">not compared with the wave before: {{TREND_WHY}}</span>{{/TREND_BREAK}}</td>{{#TREND_SHOWN}}<td class="num"><b>{{TREND_VALUE}}</b><br><span class="small quiet nowrap">{{TREND_INTERVAL}}</span><br><span class="small quiet nowrap">n {{TREND_N}}</span></td><td class="num">{{#TREND_CHANGE}}{{TREND_CHANGE_TEXT}}<br><span class="small quiet">since {{TREND_SINCE}}, p {{TREND_P}}</span>{{/TREND_CHANGE}}</td>{{/TREND_SHOWN}}{{#TREND_HIDDEN}}<td class="not-shown" colspan="2"><span>Not shown</span></td>{{/TREND_HIDDEN}}</tr>
{{/TREND_ROW}}
</tbody></table></div></details></figure>
{{/TREND}}
