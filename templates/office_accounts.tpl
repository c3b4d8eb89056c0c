{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Accounts of staff</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
{{#DONE}}<div class="notice" role="status"><p>{{SAID}}</p></div>{{/DONE}}
<p>Who may see results on the server, and write checklists and plans. Trainees need no account.</p>
{{#NONE}}<p>There is none yet.</p>{{/NONE}}
{{#LIST}}<div class="scroll" tabindex="0" role="group" aria-label="Accounts"><table class="stacked">
<thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Programs</th><th scope="col">Change</th></tr></thead>
<tbody>
{{#ACCOUNT}}<tr><th scope="row">{{NAME}}</th><td data-label="Role">{{ROLE}}</td><td data-label="Programs">{{PROGRAMS}}</td><td data-label="Change"><a href="/accounts?reset={{NAME}}#reset" aria-label="New password for {{NAME}}">New password</a><br><a href="/accounts?remove={{NAME}}#remove" aria-label="Remove {{NAME}}">Remove</a></td></tr>
{{/ACCOUNT}}
</tbody></table></div>{{/LIST}}
{{#RESET}}<h2 id="reset">A new password for {{NAME}}</h2>
<form method="post" action="/accounts/reset">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="name" value="{{NAME}}">
<div class="field"><label for="password">Password</label><span class="hint" id="password-hint">12 characters or more. All sessions of the account end.</span>
<input id="password" name="password" type="password" required maxlength="256" autocomplete="new-password" aria-describedby="password-hint"></div>
<div class="field"><label for="again">The same again</label>
<input id="again" name="again" type="password" required maxlength="256" autocomplete="new-password"></div>
<p class="actions"><button class="button-primary">Set the password</button> <a class="button" href="/accounts">Leave it as it is</a></p>
</form>{{/RESET}}
{{#REMOVE}}<h2 id="remove">Remove {{NAME}}?</h2>
<p>The account cannot log in any more, and is logged out everywhere. Checklists, plans and the log of exports keep what was done
under this name. To give somebody another role or other programs, remove the account and add it again.</p>
<form method="post" action="/accounts/remove">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="name" value="{{NAME}}">
<p class="actions"><button class="button-primary">Remove the account</button> <a class="button" href="/accounts">Leave it as it is</a></p>
</form>{{/REMOVE}}
{{#CHOICE}}<h2 id="add">Another account</h2>
<form method="post" action="/accounts/add">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="name">Name to log in with</label>
<input id="name" name="name" type="text" required maxlength="64" autocomplete="off" autocapitalize="none" value="{{ADD_NAME}}"></div>
<fieldset><legend>Role</legend>
<label class="choice"><input type="radio" name="role" value="champion"{{#IS_CHAMPION}} checked{{/IS_CHAMPION}}> <span>Champion: sees the units of their own programs, keeps checklist and plan</span></label>
<label class="choice"><input type="radio" name="role" value="subcommittee"{{#IS_SUBCOMMITTEE}} checked{{/IS_SUBCOMMITTEE}}> <span>Subcommittee: sees all results, records initiatives</span></label>
<label class="choice"><input type="radio" name="role" value="office"{{#IS_OFFICE}} checked{{/IS_OFFICE}}> <span>Office: sees also how many fetched a token, and who exported what</span></label>
</fieldset>
<div class="field"><label for="programs">A champion’s programs</label><span class="hint" id="programs-hint">Their ids on the roster, with blanks between. Other roles have none.</span>
<input id="programs" name="programs" type="text" maxlength="1000" autocomplete="off" value="{{ADD_PROGRAMS}}" aria-describedby="programs-hint"></div>
<div class="field"><label for="password">First password</label><span class="hint" id="password-hint">12 characters or more.</span>
<input id="password" name="password" type="password" required maxlength="256" autocomplete="new-password" aria-describedby="password-hint"></div>
<div class="field"><label for="again">The same again</label>
<input id="again" name="again" type="password" required maxlength="256" autocomplete="new-password"></div>
<p class="actions"><button class="button-primary">Add the account</button></p>
</form>{{/CHOICE}}
{{>OFFICE_END}}
