{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>{{TITLE}}</h1>
<p>What {{ANSWERED}} of {{ROSTER}} trainees at {{INSTITUTION}} said ({{PERCENT}} %). Thank you.
Closed on {{CLOSED_DATE}}.</p>
<h2>The six areas</h2>
<p>Points from 0 to 100; {{AREAS_WORDS}}.</p>
<div class="scroll" tabindex="0" role="group" aria-label="The six areas"><table>
<thead><tr><th scope="col">Area</th><th scope="col" class="num">Institution</th></tr></thead>
<tbody>
{{#AREA}}<tr><th scope="row">{{AREA_TITLE}}</th>{{#SHOWN}}<td class="num"><b{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</b></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}</tr>
{{/AREA}}
</tbody></table></div>
<h2>Every scale</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Every scale"><table>
<thead><tr><th scope="col">Scale</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#SCALE}}<tr><th scope="row">{{SCALE_TITLE}}<br><span class="small quiet">{{SCALE_WORDS}}</span></th>
{{>FIGURE}}
<td class="num">{{#ABOVE}}{{ABOVE_VALUE}} %<br><span class="small quiet nowrap">at {{CUTOFF}} or above, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/SCALE}}
</tbody></table></div>
{{>READING}}
<h2>Check it</h2>
<ul>
<li><a href="/receipt/{{WAVE}}">Is my ballot on the board?</a></li>
<li><a href="/v1/waves/{{WAVE}}/release">The release file</a> and <a href="/v1/waves/{{WAVE}}/release.sig">its signature</a></li>
<li><a href="/v1/waves/{{WAVE}}/board">The board</a> and <a href="/v1/waves/{{WAVE}}/board.sig">its signature</a></li>
</ul>
<p class="small quiet">SHA-256 of the release: <span class="mono">{{RELEASE_SHA}}</span></p>
{{>TRUSTEES}}
{{>END}}
