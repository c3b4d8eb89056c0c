{{%AUTOESCAPE context="HTML"}}
<div class="columns"><figure class="beside one-sheet"><figcaption>{{RESPONSE_TITLE}}</figcaption>
{{RESPONSE_CHART:none}}
<p class="small slides">For slides: <a href="/results/{{WAVE}}/chart/response.png" download>PNG</a>, <a href="/results/{{WAVE}}/chart/response.svg" download>SVG</a></p>
<details open><summary>Response: the same figures as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Response, by department"><table>
<thead><tr><th scope="col">Department</th><th scope="col" class="num">On the roster</th><th scope="col" class="num">Answered</th></tr></thead>
<tbody>
{{#RESPONSE}}<tr><th scope="row">{{GROUP_NAME}}</th><td class="num">{{ROSTER}}</td>{{#GROUP_SHOWN}}<td class="num">{{ANSWERED}} <span class="small quiet">({{PERCENT}} %)</span></td>{{/GROUP_SHOWN}}{{#GROUP_HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/GROUP_HIDDEN}}</tr>
{{/RESPONSE}}
</tbody></table></div></details>
<p class="small quiet">A department counts the answers of those of its units that are shown, and of its pool.</p>
</figure></div>

