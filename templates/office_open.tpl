{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Prepare a wave</h1>
<p class="small quiet">Step 1 of 4. Nothing is opened until the last step.</p>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
{{#NO_SHEET}}<div class="notice notice-note"><p><b>The information sheet is missing.</b> Trainees must be able to read it first: <a href="/sheet">write it</a>.</p></div>{{/NO_SHEET}}
<form method="post" action="/open">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="wave">Name of the wave</label><span class="hint" id="wave-hint">Letters, digits and hyphens, as 2026-fall. It is part of every link.</span>
<input id="wave" name="wave" type="text" required maxlength="32" value="{{WAVE}}" autocapitalize="none" spellcheck="false" aria-describedby="wave-hint"></div>
<div class="field"><label for="survey">Survey</label>
<select id="survey" name="survey">{{#SURVEY}}<option value="{{FILE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{FILE}}</option>{{/SURVEY}}</select></div>
<div class="field"><label for="closes">Last day</label><span class="hint" id="closes-hint">It takes answers until the end of this day. The next step says it in words.</span>
<input id="closes" name="closes" type="date" required min="{{TODAY}}" value="{{CLOSES}}" class="short" aria-describedby="closes-hint"></div>
<fieldset><legend>Who opens the answers</legend>
<label class="choice"><input type="radio" name="opens" value="trustees"{{#BY_TRUSTEES}} checked{{/BY_TRUSTEES}}> <span>Trustees together (recommended, one of them a resident): nobody can open them alone</span></label>
<label class="choice"><input type="radio" name="opens" value="passphrase"{{#BY_PASSPHRASE}} checked{{/BY_PASSPHRASE}}> <span>One passphrase: whoever has it can open every answer alone</span></label>
</fieldset>
<div class="field"><label for="trustees">How many trustees</label>
<input id="trustees" name="trustees" type="number" min="2" max="5" value="{{TRUSTEES}}" class="short"></div>
<div class="field"><label for="threshold">How many of them must come together</label>
<input id="threshold" name="threshold" type="number" min="1" max="5" value="{{THRESHOLD}}" class="short"></div>
<div class="field"><label for="k">Answers that a figure needs</label><span class="hint" id="k-hint">Leave it as it is, unless your committee decided on more.</span>
<input id="k" name="k" type="number" min="5" max="1000" value="{{K}}" class="short" aria-describedby="k-hint"></div>
<div class="field"><label for="min_group">People that a unit needs to be counted alone</label><span class="hint" id="min-group-hint">Smaller programs of a department are counted together; the next step shows which.</span>
<input id="min_group" name="min_group" type="number" min="5" max="1000" value="{{MIN_GROUP}}" class="short" aria-describedby="min-group-hint"></div>
<label class="choice"><input type="checkbox" name="regroup" value="yes"{{#REGROUP}} checked{{/REGROUP}}> <span>Make the units anew, instead of starting from the last wave's (trends may break)</span></label>
<p class="actions"><button class="button-primary">Show the plan</button></p>
</form>
{{>OFFICE_END}}
