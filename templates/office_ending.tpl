{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
{{#DONE}}<div class="notice" role="status"><p>Recorded.</p></div>{{/DONE}}
<p>{{TITLE}}</p>
<p>{{STATE}}</p>
<p>Its information promised that single answers are destroyed on <b>{{DAY}}</b>. The published figures stay.</p>
{{#GONE}}<p><b>They are destroyed.</b> Release and board stay, and anybody can check them. Backups, and shares that trustees took with them,
are not within reach of this page: see that these are destroyed too.</p>{{/GONE}}
{{#KEPT}}
{{#HELD}}<div class="notice notice-note"><p><b>On hold since {{SINCE}}:</b> {{REASON}}</p>
<p>Nothing of it is destroyed, though trainees were promised a day. Tell those who answered, and end the hold as soon as you may.</p></div>
<h2>End the hold</h2>
<form method="post" action="/wave/{{WAVE}}/hold">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="hold" value="off">
<div class="field"><label for="reason">Why it may end</label><span class="hint" id="reason-hint">One line, kept with the record of holds.</span>
<input id="reason" name="reason" type="text" required maxlength="500" autocomplete="off" aria-describedby="reason-hint"></div>
<p class="actions"><button>End the hold</button></p>
</form>{{/HELD}}
<h2>Destroy them</h2>
{{#NOT_HELD}}<p>Not while it is on hold.</p>{{/NOT_HELD}}{{#NOT_CLOSED}}<p>It was never counted: <a href="/wave/{{WAVE}}">close it first</a>. On {{DAY}} and after, it can be destroyed without a result.</p>{{/NOT_CLOSED}}{{#NOT_NOW}}<p>Not now: {{WHY}}.</p>{{/NOT_NOW}}
{{#PURGE}}<p>The key that opens the answers goes first, then the sealed answers and the list of invites: overwritten and removed.
This cannot be undone.</p>
{{#RESULT}}<p>The published release and the board stay.</p>{{/RESULT}}
{{#NO_RESULT}}<div class="notice notice-error"><p><b>This wave was never closed.</b> It will never have a result. To count it, go back and close it first.</p></div>{{/NO_RESULT}}
<form method="post" action="/wave/{{WAVE}}/purge">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="name">Type the name of the wave, {{WAVE}}</label>
<input id="name" name="name" type="text" required maxlength="33" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
<p class="actions"><button>Destroy the answers</button></p>
</form>{{/PURGE}}
{{#FREE}}<h2>Put it off</h2>
<p>Only where the law or a proceeding forbids to destroy. A hold breaks what trainees were promised: it is recorded with its reason and shown
wherever the wave is.</p>
<form method="post" action="/wave/{{WAVE}}/hold">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="hold" value="on">
<div class="field"><label for="reason">Reason</label><span class="hint" id="reason-hint">One line. Nothing about a person who answered.</span>
<input id="reason" name="reason" type="text" required maxlength="500" autocomplete="off" aria-describedby="reason-hint"></div>
<p class="actions"><button>Put it on hold</button></p>
</form>{{/FREE}}
{{/KEPT}}
<p class="actions"><a class="button" href="/wave/{{WAVE}}">Back to the wave</a></p>
{{>OFFICE_END}}
