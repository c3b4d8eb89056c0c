{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>Action plans</h1>
<p>What the institution and its units do about an area, who answers for it, and until when.</p>
{{#UNITS}}<ul class="plain-list">
{{#UNIT_ROW}}<li><a href="/plans/{{UNIT}}">{{UNIT_NAME}}</a>: its plans, and a new one</li>
{{/UNIT_ROW}}</ul>{{/UNITS}}
<h2 id="overdue">Overdue</h2>
{{#NONE_OVERDUE}}<p>Nothing is overdue.</p>{{/NONE_OVERDUE}}
{{#OVERDUE}}<div class="scroll" tabindex="0" role="group" aria-label="Overdue plans"><table class="stacked">
<thead><tr><th scope="col">Unit</th><th scope="col">Area</th><th scope="col">What</th><th scope="col">Owner</th><th scope="col">Due</th><th scope="col">Status</th></tr></thead>
<tbody>
{{#PLAN_ROW}}<tr><th scope="row">{{#PLAN_UNIT}}{{PLAN_UNIT_NAME}}{{/PLAN_UNIT}}</th><td data-label="Area">{{PLAN_AREA}}</td><td class="lines-kept" data-label="What">{{#PLAN_EDIT}}<a href="{{PLAN_URL}}">{{PLAN_WHAT}}</a>{{/PLAN_EDIT}}</td><td data-label="Owner">{{#PLAN_OWNER}}{{OWNER}}{{/PLAN_OWNER}}</td><td class="nowrap" data-label="Due">{{PLAN_DUE}}</td><td data-label="Status">{{PLAN_STATUS}}</td></tr>
{{/PLAN_ROW}}</tbody></table></div>{{/OVERDUE}}
<h2 id="all">All plans</h2>
{{#NONE}}<p>No plan has been written down yet.</p>{{/NONE}}
{{#ALL}}<div class="scroll" tabindex="0" role="group" aria-label="All plans"><table class="stacked">
<thead><tr><th scope="col">Unit</th><th scope="col">Area</th><th scope="col">What</th><th scope="col">Owner</th><th scope="col">Due</th><th scope="col">Status</th><th scope="col">Did it help?</th></tr></thead>
<tbody>
{{#PLAN_ROW}}<tr><th scope="row">{{#PLAN_UNIT}}{{PLAN_UNIT_NAME}}{{/PLAN_UNIT}}</th><td data-label="Area">{{PLAN_AREA}}</td><td class="lines-kept" data-label="What">{{#PLAN_EDIT}}<a href="{{PLAN_URL}}">{{PLAN_WHAT}}</a>{{/PLAN_EDIT}}</td><td data-label="Owner">{{#PLAN_OWNER}}{{OWNER}}{{/PLAN_OWNER}}</td><td class="nowrap" data-label="Due">{{PLAN_DUE}}{{#PLAN_OVERDUE}}<br><span class="tag">▲ overdue</span>{{/PLAN_OVERDUE}}</td><td data-label="Status">{{PLAN_STATUS}}</td><td class="nowrap" data-label="Did it help?">{{PLAN_HELPED}}</td></tr>
{{/PLAN_ROW}}</tbody></table></div>{{/ALL}}
{{#OTHERS}}
<h2 id="others">Shared by others</h2>
{{#PLAN}}{{>PLAN}}{{/PLAN}}
{{/OTHERS}}
{{>END}}
