{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>Office</h1>
<p>Inviting and closing are done with <code>chorus</code>, on the machine that
holds the roster. This server has no names.</p>

<h2>Running</h2>
{{#NONE_OPEN}}<p>No wave is open.</p>{{/NONE_OPEN}}
{{#OPEN}}
<div class="card">
<h3>{{TITLE}}</h3>
<p>{{WAVE}}: {{PEOPLE}} people invited, open until {{DATE}}.</p>
{{#ENDED}}<p><b>The closing time is past.</b> Run <code>chorus wave close {{WAVE}}</code>.</p>{{/ENDED}}
{{#UNREADABLE}}<p><b>The file of invites could not be read.</b> Run <code>chorus wave verify {{WAVE}}</code>.</p>{{/UNREADABLE}}
{{#HOLD}}<p><b>Held since {{SINCE}}:</b> {{REASON}}. It is not purged, though its manifest promises a day.</p>{{/HOLD}}
<div class="scroll" tabindex="0" role="group" aria-label="Fetched a token, by department, {{WAVE}}"><table>
<caption>Fetched a token, as of {{TAKEN}}</caption>
<thead><tr><th scope="col">Department</th><th scope="col" class="num">On the roster</th><th scope="col" class="num">Fetched a token</th></tr></thead>
<tbody>
{{#FETCHED}}<tr><th scope="row">{{DEPARTMENT}}</th><td class="num">{{ROSTER}}</td><td class="num nowrap">{{BAND_LOW}} to {{BAND_HIGH}} %</td></tr>
{{/FETCHED}}
</tbody></table></div>
<p class="small quiet">Counted once a day, in steps of ten percent, for departments of 30 people and more; finer figures would
show who has just been there.</p>
</div>
{{/OPEN}}

{{#HAS_CLOSED}}
<h2>Closed</h2>
<ul>
{{#CLOSED}}<li><a href="/results/{{WAVE}}">{{TITLE}}</a> ({{WAVE}}).
{{#PUBLIC_DATE}}Open to everyone from {{DATE}}, at <a href="/wave/{{WAVE}}">/wave/{{WAVE}}</a>.{{/PUBLIC_DATE}}
{{#HOLD}}<b>Held since {{SINCE}}:</b> {{REASON}}. It is not purged, though its manifest promises a day.{{/HOLD}}</li>
{{/CLOSED}}
</ul>
{{/HAS_CLOSED}}

{{#STALE_LIST}}
<h2>Support entries to verify</h2>
<p>Nobody has verified these for 180 days. Whoever leads one calls it, then notes the day and their name
in <code>resources.json</code>.</p>
<ul>
{{#STALE}}<li><b>{{STALE_NAME}}</b>: {{#STALE_NEVER}}never verified{{/STALE_NEVER}}{{#STALE_SINCE}}verified on {{DATE}}{{/STALE_SINCE}}. {{STALE_LEAD}}</li>
{{/STALE}}
</ul>
{{/STALE_LIST}}

<h2>Who logged in</h2>
{{#NO_LOGIN}}<p>Nobody yet.</p>{{/NO_LOGIN}}
{{#HAS_LOGIN}}<div class="scroll" tabindex="0" role="group" aria-label="Who logged in"><table>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th></tr></thead>
<tbody>
{{#LOGIN}}<tr><td>{{LOGIN_AT}}</td><td>{{LOGIN_WHO}}{{#LOGIN_NOBODY}}<i>a name without an account</i>{{/LOGIN_NOBODY}}</td><td>{{#LOGIN_PASSWORD}}logged in with a password{{/LOGIN_PASSWORD}}{{#LOGIN_SIGN_ON}}came in by single sign-on{{/LOGIN_SIGN_ON}}{{#LOGIN_LOGOUT}}logged out{{/LOGIN_LOGOUT}}{{#LOGIN_WRONG}}wrong password, {{LOGIN_COUNT}} × that day{{/LOGIN_WRONG}}</td></tr>
{{/LOGIN}}
</tbody></table></div>{{/HAS_LOGIN}}

<h2>What was downloaded</h2>
{{#NO_EXPORT}}<p>Nothing yet.</p>{{/NO_EXPORT}}
{{#HAS_EXPORT}}<div class="scroll" tabindex="0" role="group" aria-label="What was downloaded"><table>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Wave</th><th scope="col">What</th><th scope="col">As</th></tr></thead>
<tbody>
{{#EXPORT}}<tr><td>{{EXPORT_AT}}</td><td>{{EXPORT_WHO}}</td><td>{{EXPORT_WAVE}}</td><td>{{EXPORT_WHAT}}</td><td>{{EXPORT_FORMAT}}</td></tr>
{{/EXPORT}}
</tbody></table></div>
{{#EXPORT_MORE}}<p>{{EXPORT_OLDER}} older ones: <code>chorus export list</code>.</p>{{/EXPORT_MORE}}{{/HAS_EXPORT}}
{{>END}}
