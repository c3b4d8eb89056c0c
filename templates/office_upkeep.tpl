{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Upkeep</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
<h2>What is wrong here</h2>
{{#GOOD}}<p><b>Nothing is wrong.</b> What needs a person’s look, if anything, stands below.</p>{{/GOOD}}
{{#NOT_GOOD}}<div class="notice notice-error"><p><b>To be put right: {{WRONG}}.</b> What to do stands beside each.</p></div>{{/NOT_GOOD}}
<p class="small quiet">Looked at just now, on this machine.</p>
<dl class="findings">
{{#IS_BAD}}<div><dt>✗ Wrong: {{CHECK}}</dt><dd>{{FOUND}}{{#DO}}<br><b>{{ADVICE}}</b>{{/DO}}</dd></div>
{{/IS_BAD}}{{#IS_LOOK}}<div><dt>? Look: {{CHECK}}</dt><dd>{{FOUND}}{{#DO}}<br><b>{{ADVICE}}</b>{{/DO}}</dd></div>
{{/IS_LOOK}}{{#IS_GOOD}}<div><dt>✓ Good: {{CHECK}}</dt><dd>{{FOUND}}{{#DO}}<br><b>{{ADVICE}}</b>{{/DO}}</dd></div>
{{/IS_GOOD}}</dl>
<p class="small quiet">“Look” is what a person must judge. Where <code>chorus hold</code>, <code>chorus purge</code> or <code>chorus wave close</code>
is named, the wave’s own page does it too. Whoever looks after the machine does the rest.</p>
<h2>Backup</h2>
<form method="post" action="/upkeep/backup">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#IS_WHOLE}}<p>One file with everything that is in this folder, names and accounts included. Keep it as you keep this machine’s disk.
<code>chorus restore</code> makes a folder of it again.</p>
<p class="actions"><button name="with" value="whole">Make a backup</button></p>{{/IS_WHOLE}}
{{#IS_OPEN}}<p>A wave is open. A backup holds <b>either</b> its ballots <b>or</b> its invites, never both: side by side they would show, over time, which
ballots came when whose token was fetched. Make both, first the ballots, then the invites.</p>
<ul><li>Keep the two in different places, with different people, and only the newest of each.</li>
<li>Destroy them when the wave is closed: they hold what a close destroys.</li></ul>
<p class="actions"><button name="with" value="ballots">Back up ballots and keys</button> <button name="with" value="invites">Back up names and invites</button></p>{{/IS_OPEN}}
</form>
{{>OFFICE_END}}
