{{%AUTOESCAPE context="HTML"}}
<div class="card">
<p class="plan-what">{{PLAN_WHAT:pre_escape}}</p>
<p class="small">{{#PLAN_UNIT}}{{PLAN_UNIT_NAME}}. {{/PLAN_UNIT}}{{PLAN_AREA}}{{#PLAN_OFFER}}; {{OFFER_NAME}}{{/PLAN_OFFER}}.</p>
<dl class="pairs">
{{#PLAN_OWNER}}<div><dt>Owner</dt><dd>{{OWNER}}</dd></div>{{/PLAN_OWNER}}
<div><dt>Due</dt><dd>{{PLAN_DUE}}{{#PLAN_OVERDUE}} <span class="tag">▲ overdue</span>{{/PLAN_OVERDUE}}</dd></div>
<div><dt>Status</dt><dd>{{PLAN_STATUS}}</dd></div>
<div><dt>Did it help?</dt><dd>{{PLAN_HELPED}}</dd></div>
{{#PLAN_EVIDENCE}}<div class="whole"><dt>Evidence</dt><dd class="lines-kept">{{EVIDENCE_TEXT:pre_escape}}</dd></div>{{/PLAN_EVIDENCE}}
</dl>
{{#PLAN_SHARED}}<p class="small quiet">Shared: others may read it, without its owner’s name.</p>{{/PLAN_SHARED}}
{{#PLAN_EDIT}}<p class="small change"><a href="{{PLAN_URL}}">Change this plan</a></p>{{/PLAN_EDIT}}
</div>
