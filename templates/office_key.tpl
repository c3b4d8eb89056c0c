{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
{{#OPENS}}<div class="notice" role="status"><p>The key opens. No answer was opened.</p></div>{{/OPENS}}
{{#TESTED}}<ul>{{#SHARE}}<li>{{SAID}}</li>{{/SHARE}}</ul>{{/TESTED}}
{{#TEST}}<p>The key of {{WAVE}} is tried; no answer is opened.{{#ONE_IS_FINE}} A trustee may test their own share alone.{{/ONE_IS_FINE}}</p>{{/TEST}}
{{#CLOSE}}<p>Closing {{WAVE}} takes no more answers, opens them, counts them, and publishes the release and the board. It happens once and cannot be undone.</p>{{/CLOSE}}
{{#TOO_MANY}}<p>{{THRESHOLD}} trustees must come together for this wave, more than this page takes. Use <code>chorus wave close</code> in a terminal.</p>{{/TOO_MANY}}
{{#FORM}}<form method="post" action="{{ACTION}}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#ONE}}<div class="field"><label for="words1">The seven words</label>
<input id="words1" name="words1" type="password" required maxlength="255" autocomplete="off" autocapitalize="none" spellcheck="false"></div>{{/ONE}}
{{#SLOT}}<fieldset><legend>Trustee {{NUMBER}} of the {{THRESHOLD}} who come together</legend>
<div class="field"><label for="share{{NUMBER}}">Share, a file that the trustee brings</label>
<input id="share{{NUMBER}}" name="share{{NUMBER}}" type="file"></div>
<div class="field"><label for="words{{NUMBER}}">Their seven words</label>
<input id="words{{NUMBER}}" name="words{{NUMBER}}" type="password" maxlength="255" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
</fieldset>{{/SLOT}}
{{#EARLY}}<div class="notice notice-note"><p>It takes answers until {{CLOSES}}. Closing now is early: whoever has not answered cannot any more.</p></div>
<label class="choice"><input type="checkbox" name="early" value="yes"> <span>Close it early</span></label>{{/EARLY}}
<p class="actions"><button class="button-primary">{{BUTTON}}</button> <a class="button" href="/wave/{{WAVE}}">Go back</a></p>
</form>{{/FORM}}
{{>OFFICE_END}}
