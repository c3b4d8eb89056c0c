{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Information sheet</h1>
<p>What everybody can read before answering. No wave opens without it; each wave keeps the sheet that it was opened with. Dates, the
groups and the day on which single answers are destroyed are the wave's own and are added by Chorus.</p>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p><p>Nothing was changed.</p></div>{{/ERROR}}
{{#DONE}}<div class="notice" role="status"><p>The sheet was saved.</p></div>{{/DONE}}
<form method="post" action="/sheet">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="purpose">Purpose</label><span class="hint" id="purpose-hint">What for, in one or two sentences.</span>
<textarea id="purpose" name="purpose" required maxlength="1000" aria-describedby="purpose-hint">{{PURPOSE}}</textarea></div>
<div class="field"><label for="voluntary">Voluntary</label><span class="hint" id="voluntary-hint">That nobody has to answer, and that nothing follows from it.</span>
<textarea id="voluntary" name="voluntary" required maxlength="1000" aria-describedby="voluntary-hint">{{VOLUNTARY}}</textarea></div>
<div class="field"><label for="who_sees">Who sees what</label>
<textarea id="who_sees" name="who_sees" required maxlength="1000">{{WHO_SEES}}</textarea></div>
<div class="field"><label for="results">Results</label><span class="hint" id="results-hint">When they are planned, and where.</span>
<textarea id="results" name="results" required maxlength="1000" aria-describedby="results-hint">{{RESULTS}}</textarea></div>
<div class="field"><label for="responsible">Responsible</label>
<input id="responsible" name="responsible" type="text" required maxlength="300" value="{{RESPONSIBLE}}"></div>
<div class="field"><label for="contact">Whom to ask</label>
<input id="contact" name="contact" type="text" required maxlength="300" value="{{CONTACT}}"></div>
<div class="field"><label for="email">Their e-mail address</label><span class="hint" id="email-hint">This or a phone number.</span>
<input id="email" name="email" type="email" maxlength="254" value="{{EMAIL}}" aria-describedby="email-hint"></div>
<div class="field"><label for="phone">Their phone number</label>
<input id="phone" name="phone" type="text" maxlength="32" value="{{PHONE}}"></div>
<div class="field"><label for="kind">Review</label>
<select id="kind" name="kind">
<option value="quality_improvement"{{#IS_QUALITY}} selected{{/IS_QUALITY}}>Quality improvement, not research</option>
<option value="irb_approved"{{#IS_APPROVED}} selected{{/IS_APPROVED}}>Approved by an institutional review board</option>
<option value="irb_exempt"{{#IS_EXEMPT}} selected{{/IS_EXEMPT}}>Found exempt by such a board</option>
</select></div>
<div class="field"><label for="number">Its number</label>
<input id="number" name="number" type="text" required maxlength="120" value="{{NUMBER}}"></div>
<p class="actions"><button class="button-primary">Save the sheet</button></p>
</form>
{{>OFFICE_END}}
