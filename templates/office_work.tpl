{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
{{#NOTHING}}<p class="actions"><a class="button" href="/">Waves</a></p>{{/NOTHING}}
{{#RUNNING}}<p role="status">{{STEP}}{{#COUNTED}}: {{NOW}} of {{TOTAL}} {{UNIT}}{{/COUNTED}}.</p>
{{#COUNTED}}<progress value="{{NOW}}" max="{{TOTAL}}" aria-label="{{STEP}}"></progress>{{/COUNTED}}
<p>It goes on by itself; you may look at other pages meanwhile. Do not switch this machine off.</p>
<p class="actions"><a class="button" href="/work">Look again</a> <a href="/work?still=1">Do not look again by itself</a></p>{{/RUNNING}}
{{#FAILED}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>
<p class="actions"><a class="button button-primary" href="{{BACK}}">Go back</a></p>{{/FAILED}}
{{#OPENED}}<div class="notice" role="status"><p>{{WAVE}} is open.</p></div>
<p>Its fingerprint. Post it where the office cannot change it: minutes, a poster, the house-staff council.</p>
<p class="fingerprint">{{#PART}}<span>{{TEXT}}</span> {{/PART}}</p>
{{#SHARES}}<h2>The trustees' shares</h2>
<p>Give each trustee their file. {{THRESHOLD}} of them, with their words, open the answers.</p>
<ul>{{#SHARE}}<li><a href="/wave/{{WAVE}}/share/{{NUMBER}}">Share of trustee {{NUMBER}}</a></li>{{/SHARE}}</ul>{{/SHARES}}
<p class="actions"><a class="button button-primary" href="/wave/{{WAVE}}">Go on to the invites</a></p>{{/OPENED}}
{{#CLOSED}}<div class="notice" role="status"><p>{{WAVE}} is closed: {{REDEEMED}} ballots were counted, {{SPOILED}} spoiled.</p></div>
<p>The release and the board are published; the keys that made tokens and the invite codes are destroyed.</p>
<p class="actions"><a class="button button-primary" href="/wave/{{WAVE}}">Set who sees the results, and when</a></p>{{/CLOSED}}
{{#MAILED}}<div class="notice" role="status"><p>{{SENT}} people have this mail.</p></div>
{{#ALL}}<p>The mail server took every one of them.</p>{{/ALL}}
{{#NOT_ALL}}<dl class="facts">
<div><dt>Put off by the mail server</dt><dd>{{LATER}}</dd></div>
<div><dt>Address refused</dt><dd>{{REFUSED}}</dd></div>
<div><dt>Unsure whether it arrived</dt><dd>{{UNSURE}}</dd></div>
</dl>
<p>Whoever was put off gets the mail when it is sent again.</p>{{/NOT_ALL}}
{{#TROUBLE}}<form method="post" action="/wave/{{WAVE}}/mail">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="kind" value="{{#IS_REMINDER}}reminder{{/IS_REMINDER}}{{#IS_INVITE}}invite{{/IS_INVITE}}">
<p class="actions"><button>See whom it did not reach</button></p>
</form>{{/TROUBLE}}
<p class="actions"><a class="button button-primary" href="/wave/{{WAVE}}/people">People and mails</a></p>{{/MAILED}}
{{#PURGED}}<div class="notice" role="status"><p>The single answers of {{WAVE}} are destroyed.</p></div>
<p>Release and board stay and can be checked. Copies in backups, and shares that trustees took with them, are not ours to reach: see that these are destroyed too.</p>
<p class="actions"><a class="button button-primary" href="/wave/{{WAVE}}/end">The end of {{WAVE}}</a></p>{{/PURGED}}
{{>OFFICE_END}}
