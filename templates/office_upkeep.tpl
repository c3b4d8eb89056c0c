{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Upkeep</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
<h2>What is wrong here</h2>
{{#GOOD}}<p><b>Nothing is wrong.</b> What needs a person’s look, if anything, stands below.</p>{{/GOOD}}
{{#NOT_GOOD}}<div class="notice notice-error"><p><b>To be put right: {{WRONG}}.</b> What to do stands beside each.</p></div>{{/NOT_GOOD}}
<div class="scroll" tabindex="0" role="group" aria-label="What was looked at"><table>
<caption>Looked at just now, on this machine</caption>
<thead><tr><th scope="col">Is</th><th scope="col">What</th><th scope="col">Found</th><th scope="col">What to do</th></tr></thead>
<tbody>
{{#FINDING}}<tr><td class="nowrap">{{#IS_BAD}}<b>✗ wrong</b>{{/IS_BAD}}{{#IS_LOOK}}<b>? look</b>{{/IS_LOOK}}{{#IS_GOOD}}✓ good{{/IS_GOOD}}</td><th scope="row">{{CHECK}}</th><td>{{FOUND}}</td><td>{{ADVICE}}</td></tr>
{{/FINDING}}
</tbody></table></div>
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
<p class="actions"><button name="with" value="ballots">Back the ballots and keys up</button> <button name="with" value="invites">Back the names and invites up</button></p>{{/IS_OPEN}}
</form>
{{>OFFICE_END}}
