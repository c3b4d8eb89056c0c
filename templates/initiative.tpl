{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/initiatives">Initiatives</a></li><li>{{TITLE}}</li></ol></nav>
<h1>{{TITLE}}</h1>
{{#LATE}}<div class="notice notice-note"><p><b>Recorded after results were out.</b> A wave after its start had been
published when this was entered: what it is compared with was not named beforehand, and its result shows no more than
a look back does.</p></div>{{/LATE}}

<h2 id="result">What the results say</h2>
<p>Primary outcome: <b>{{OUTCOME}}</b>.</p>
{{#NOT_YET}}<div class="notice"><p><b>Not known yet.</b> No wave that opened after the start has been published.</p></div>
{{#NO_BEFORE}}<p>There is no wave before it either: without one, nothing can be compared.</p>{{/NO_BEFORE}}
{{#HAS_BEFORE}}<div class="scroll" tabindex="0" role="group" aria-label="Before"><table>
<thead><tr><th scope="col">Units</th><th scope="col" class="num">Before ({{BEFORE}})</th></tr></thead>
<tbody>
{{#SIDE}}<tr><th scope="row">{{SIDE_NAME}}</th>{{#CELL}}{{#MEAN}}<td class="num"><b>{{MEAN_VALUE}}</b><br><span class="small quiet">n {{N}}</span></td>{{/MEAN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}{{/CELL}}</tr>
{{/SIDE}}</tbody></table></div>
{{#EXPECTED}}<p>If as many answer again, the smallest effect that four of five such comparisons would find is
<b>{{EXPECTED_D}} standard deviations</b>. Measures of an organisation usually do about 0.45.</p>{{/EXPECTED}}{{/HAS_BEFORE}}
{{/NOT_YET}}
{{#AFTER}}
<h3>{{BEFORE}} and {{AFTER_WAVE}}: {{VERDICT}}</h3>
<p class="small quiet">{{#MAIN}}This is the comparison that counts. {{/MAIN}}{{#OTHER_LOOK}}One more look; another one counts. {{/OTHER_LOOK}}{{#INTERIM}}The
initiative had not ended when this wave opened.{{/INTERIM}}</p>
<div class="scroll" tabindex="0" role="group" aria-label="Before and after, {{AFTER_WAVE}}"><table>
<thead><tr><th scope="col">Units</th><th scope="col" class="num">Before ({{BEFORE}})</th><th scope="col" class="num">After ({{AFTER_WAVE}})</th></tr></thead>
<tbody>
{{#SIDE}}<tr><th scope="row">{{SIDE_NAME}}</th>{{#CELL}}{{#MEAN}}<td class="num"><b>{{MEAN_VALUE}}</b><br><span class="small quiet">n {{N}}</span></td>{{/MEAN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}{{/CELL}}</tr>
{{/SIDE}}</tbody></table></div>
{{#CANNOT}}<div class="notice notice-note"><p><b>Cannot be computed.</b> {{WHY}}</p></div>{{/CANNOT}}
{{#EFFECT}}
<dl class="facts">
<div><dt>Difference in differences</dt><dd>{{DID}} <span class="small">points</span></dd></div>
<div><dt>95 % interval</dt><dd>{{DID_LOW}} <span class="small">to</span> {{DID_HIGH}}</dd></div>
<div><dt>In standard deviations</dt><dd>{{DID_D}}</dd></div>
<div><dt>Smallest effect to be found</dt><dd>{{SMALLEST}} <span class="small">points ({{SMALLEST_D}} sd)</span></dd></div>
</dl>
{{#INCONCLUSIVE}}<div class="notice"><p><b>Inconclusive.</b> The interval holds zero: these answers fit no effect, and
effects in either direction as far as the interval reaches. So many answers show an effect of {{SMALLEST}} points or more in
four of five cases; a smaller one would mostly be missed. This is no proof that nothing changed.</p></div>{{/INCONCLUSIVE}}
{{#DIFFERENT}}<div class="notice"><p>The interval leaves zero out: the units that take part changed otherwise than those they
are compared with. That it was the initiative is not shown by this alone.</p></div>{{/DIFFERENT}}
{{/EFFECT}}
{{/AFTER}}
{{#NEITHER}}<p class="small quiet">{{NEITHER_COUNT}} published waves were open over the start and count neither as before nor as
after.</p>{{/NEITHER}}
<p class="small quiet">The change in the units that take part, less the change in the comparison units. Computed from the
published releases alone. Units chose to take part, other things changed at the same time, and not the same people
answered: a difference is no proof of a cause.</p>

<h2 id="record">What was named beforehand</h2>
<dl class="pairs">
<div><dt>Lead</dt><dd>{{LEAD}}</dd></div>
<div><dt>Amount</dt><dd>{{AMOUNT}}</dd></div>
<div><dt>Mechanism</dt><dd>{{MECHANISM}}</dd></div>
<div><dt>From</dt><dd>{{START}}</dd></div>
<div><dt>Until</dt><dd>{{END_DATE}}</dd></div>
<div><dt>The wave before</dt><dd>{{#BASELINE}}{{BEFORE}}{{/BASELINE}}{{#NO_BASELINE}}The last that closes before the start{{/NO_BASELINE}}</dd></div>
<div class="whole"><dt>Units that take part</dt><dd>{{UNITS}}</dd></div>
<div class="whole"><dt>Comparison units</dt><dd>{{COMPARISON}}</dd></div>
<div class="whole"><dt>Recorded</dt><dd>{{RECORDED}}, by {{RECORDED_BY}}</dd></div>
</dl>
{{#FIXED}}<p>Fixed: results after the start are out. Units, comparison units, start, primary outcome and the wave before stay as
they are.</p>{{/FIXED}}
{{#NOT_FIXED}}<p>All of it may still be changed; every change stays in the record below. From the first published wave after
the start on, what is compared is fixed.</p>{{/NOT_FIXED}}
<p class="actions"><a class="button" href="/initiatives/{{ID}}/change">Change the record</a></p>
{{#CHANGES}}
<h2 id="changes">What was changed since</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Changes of the record"><table>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">From</th><th scope="col">To</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><td>{{CHANGE_DATE}}</td><td>{{CHANGE_BY}}</td><td>{{CHANGE_FIELD}}</td><td>{{WAS}}</td><td>{{BECAME}}</td></tr>
{{/CHANGE}}</tbody></table></div>
{{/CHANGES}}
{{>END}}
