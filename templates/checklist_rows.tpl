{{%AUTOESCAPE context="HTML"}}
<div class="scroll" tabindex="0" role="group" aria-label="What program {{CHECK_PROGRAM}} has in place"><table class="stacked">
<caption>Program {{CHECK_PROGRAM}}</caption>
<thead><tr><th scope="col">Area</th>{{#CHECK_FIGURES}}<th scope="col" class="num">What trainees say</th>{{/CHECK_FIGURES}}<th scope="col">In place</th><th scope="col">Evidence</th><th scope="col">Said</th></tr></thead>
<tbody>
{{#CHECK_ROW}}<tr><th scope="row">{{CHECK_AREA}}</th>{{#CHECK_SAYS}}{{#SHOWN}}<td class="num" data-label="Trainees say"><b{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</b></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown" data-label="Trainees say"><span>Not shown</span></td>{{/HIDDEN}}{{/CHECK_SAYS}}<td class="nowrap" data-label="In place">{{CHECK_STATE}}</td><td class="lines-kept" data-label="Evidence">{{CHECK_EVIDENCE:pre_escape}}</td><td class="nowrap" data-label="Said">{{#CHECK_SAID}}{{CHECK_DATE}}<br><span class="small quiet">by {{CHECK_BY}}</span>{{/CHECK_SAID}}</td></tr>
{{/CHECK_ROW}}
</tbody></table></div>
