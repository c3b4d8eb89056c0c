{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Log in · {{INSTITUTION}}</title>
{{>BODY}}
<h1>Log in</h1>
<p>For program champions, the subcommittee and the office. Trainees need no account:
the link in the letter is enough.</p>
{{#REFUSED}}<div class="notice notice-error" role="alert"><p>The name or the password is
not right. Check both, and try again.</p></div>{{/REFUSED}}
{{#WAIT}}<div class="notice notice-note" role="alert"><p>There were too many tries under
this name from here. Wait {{WAIT_SEC}} seconds and try again; the account is not locked, and can be
used from a browser that logged in before.</p></div>{{/WAIT}}
{{#BUSY}}<div class="notice notice-note" role="alert"><p>Many are trying to log in at this
moment. Wait a few seconds and try again.</p></div>{{/BUSY}}
{{#UNKNOWN}}<div class="notice notice-note" role="alert"><p>Your institution knows you, but
you have no role here yet. Ask the office for one, or log in with an account of Chorus.</p></div>{{/UNKNOWN}}
<form method="post" action="/login{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="name">Name</label>
<input id="name" name="name" type="text" required maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"></div>
<div class="field"><label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="256" autocomplete="current-password"></div>
<p class="actions"><button class="button-primary">Log in</button></p>
</form>
<p class="small quiet">You are logged out after 30 minutes without use. A lost password
is reset by the office.</p>
{{>END}}
