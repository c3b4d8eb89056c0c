{{%AUTOESCAPE context="HTML"}}
{{#AGAINST}}<figure class="{{#AGAINST_OPEN}}beside{{/AGAINST_OPEN}}{{#AGAINST_ALL}}span-4{{/AGAINST_ALL}}"><figcaption>{{AGAINST_TITLE}} <span class="small">{{SUBJECT_WORDS}}</span></figcaption>
{{#AGAINST_DRAWN}}{{AGAINST_CHART:none}}
<p class="small slides">For slides: <a href="/results/{{WAVE}}/chart/{{AGAINST_NAME}}.png" download>PNG</a>, <a href="/results/{{WAVE}}/chart/{{AGAINST_NAME}}.svg" download>SVG</a></p>
{{#AGAINST_OPEN}}<p class="fold"><label class="tick"><input type="checkbox" autocomplete="off"> Show the same figures as a table</label></p>{{/AGAINST_OPEN}}
<details{{#AGAINST_OPEN}} open{{/AGAINST_OPEN}}><summary>{{SUBJECT}}: the same figures as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="{{SUBJECT}}, units against the rest"><table>
<thead><tr><th scope="col">Unit</th><th scope="col" class="num">Mean</th><th scope="col" class="num">The unit less the rest, {{SUBJECT_UNIT}}</th><th scope="col" class="num">p, corrected</th><th scope="col">Differs</th></tr></thead>
<tbody>
{{#AGAINST_ROW}}<tr><th scope="row" class="named">{{#UNIT_LINK}}<a href="/unit/{{UNIT}}/{{WAVE}}">{{GROUP_NAME}}</a>{{/UNIT_LINK}}{{#UNIT_PLAIN}}{{GROUP_NAME}}{{/UNIT_PLAIN}}<br><span class="small quiet">{{DEPARTMENT}}</span></th>{{>FIGURE}}<td class="num"><b>{{DIFFERENCE}}</b><br><span class="small quiet nowrap">{{DIFFERENCE_INTERVAL}}</span></td><td class="num">{{P_TEXT}}</td><td class="differs {{TONE_CLASS}}">{{#DIFFERS}}<span class="sign" aria-hidden="true">{{SIGN}}</span> {{TONE_WORDS}}{{/DIFFERS}}{{#SAME}}no{{/SAME}}</td></tr>
{{/AGAINST_ROW}}
</tbody></table></div></details>{{/AGAINST_DRAWN}}
{{#AGAINST_ALL}}<p><a href="/results/{{WAVE}}/compare?of={{SUBJECT_ID}}">All {{COMPARED}} units, {{SUBJECT}}</a></p>{{/AGAINST_ALL}}
</figure>
{{/AGAINST}}
