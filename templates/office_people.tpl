{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
{{#DONE}}<div class="notice" role="status"><p>{{SAID}}</p></div>{{/DONE}}
{{#CODE}}<p>The new code, shown once. Give it to the person and to nobody else:</p>
<p class="mono">{{TEXT}}</p>
<p>or the link: <span class="mono">{{LINK}}</span></p>{{/CODE}}
<h2>Campaign</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Campaign"><table>
<caption>What goes out, and when</caption>
<thead><tr><th scope="col">Day</th><th scope="col">What</th><th scope="col">Done</th></tr></thead>
<tbody>
{{#STEP}}<tr><td class="nowrap">{{DAY}}</td><th scope="row">{{NAME}}</th><td>{{#AT}}{{DATE}}{{/AT}}</td></tr>
{{/STEP}}
</tbody></table></div>
<form method="post" action="/wave/{{WAVE}}/mail">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>By the mail server that <code>chorus.conf</code> names. You see who gets one before any is sent.</p>
<p class="actions"><button name="kind" value="invite">Mail the invites</button> <button name="kind" value="reminder">Mail a reminder</button></p>
</form>
<form method="post" action="/wave/{{WAVE}}/paper">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>Texts that are the same for everybody go out from the office’s own mail; read them and make them yours.</p>
<div class="field"><label for="language">Language</label>
<select id="language" name="language">{{#LANGUAGE}}<option value="{{CODE_OF}}"{{#IS_ENGLISH}} selected{{/IS_ENGLISH}}>{{NAME_OF}}</option>{{/LANGUAGE}}</select></div>
<p class="actions"><button name="what" value="announcement">Announcement</button> <button name="what" value="director">Mail to directors</button> <button name="what" value="thanks">Thanks</button> <button name="what" value="poster">Poster</button></p>
<p>Letters are for who has no mail: a page for each person, in their language, with their own code. Whoever has the file can vote for everybody in it.</p>
<p class="actions"><button name="what" value="letters">Letters</button></p>
</form>
<h2>A lost code</h2>
<form method="post" action="/wave/{{WAVE}}/replace">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="lost">Person</label><span class="hint" id="lost-hint">The key on the roster. The old code opens nothing any more; it must not have been used.</span>
<input id="lost" name="person" type="text" required maxlength="64" autocomplete="off" aria-describedby="lost-hint"></div>
<p class="actions"><button>Make a new code</button></p>
</form>
<h2>Somebody left</h2>
<form method="post" action="/wave/{{WAVE}}/withdraw">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="left">Person</label><span class="hint" id="left-hint">An unused invite is struck out. A ballot that was cast stays, and the sizes of the groups are those of the opening.</span>
<input id="left" name="person" type="text" required maxlength="64" autocomplete="off" aria-describedby="left-hint"></div>
<p class="actions"><button>Strike the invite out</button></p>
</form>
<h2>Another address</h2>
<form method="post" action="/wave/{{WAVE}}/fix">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="moved">Person</label>
<input id="moved" name="person" type="text" required maxlength="64" autocomplete="off"></div>
<div class="field"><label for="email">New e-mail address</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="off"></div>
<p class="actions"><button>Put it right</button></p>
</form>
<p class="small quiet">Whoever moved to another program is counted where the wave began; the next wave goes by the roster.</p>
<p class="actions"><a class="button" href="/wave/{{WAVE}}">Back to the wave</a></p>
{{>OFFICE_END}}
