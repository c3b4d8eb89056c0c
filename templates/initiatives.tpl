{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>Initiatives</h1>
<p>Each is recorded before its result is known: the units, what they are compared with, and the one outcome that will
count. From the first results after its start on, that is fixed.</p>
<p class="actions"><a class="button" href="/initiatives/new">Record an initiative</a></p>
{{#NONE}}<p>None has been recorded.</p>{{/NONE}}
{{#SOME}}<div class="scroll" tabindex="0" role="group" aria-label="All initiatives"><table class="stacked">
<thead><tr><th scope="col">Initiative</th><th scope="col">Lead</th><th scope="col" class="num">Amount</th><th scope="col">From</th><th scope="col">Until</th><th scope="col">Primary outcome</th><th scope="col">Result</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row"><a href="/initiatives/{{ID}}">{{TITLE}}</a></th><td data-label="Lead">{{LEAD}}</td><td class="num nowrap" data-label="Amount">{{AMOUNT}}</td><td class="nowrap" data-label="From">{{START}}</td><td class="nowrap" data-label="Until">{{END_DATE}}</td><td data-label="Primary outcome">{{OUTCOME}}</td><td data-label="Result">{{VERDICT}}</td></tr>
{{/ROW}}</tbody></table></div>{{/SOME}}
{{>END}}
