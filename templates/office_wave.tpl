{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{WAVE}}</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
{{#DONE}}<div class="notice" role="status"><p>Saved.</p></div>{{/DONE}}
<p>{{TITLE}}</p>
<p>{{STATE}}</p>
{{#HOLD}}<div class="notice notice-note"><p><b>On hold since {{SINCE}}:</b> {{REASON}}. Its single answers are not destroyed, though trainees were promised a day. <a href="/wave/{{WAVE}}/end">End the hold</a></p></div>{{/HOLD}}
<p>Its fingerprint, to post where the office cannot change it:</p>
<p class="fingerprint">{{#PART}}<span>{{TEXT}}</span> {{/PART}}</p>
{{#OPEN}}
<h2>Invites</h2>
<p>{{PEOPLE}} people are invited: by mail, by letters, or by a file with one line for each, for a mail merge. Whoever has that file can
vote for everybody in it: send it out and delete it.</p>
<form method="post" action="/wave/{{WAVE}}/invites">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="base">Where trainees reach the server</label>
<input id="base" name="base" type="text" required maxlength="200" value="{{BASE}}" placeholder="https://wellbeing.example.org" inputmode="url"></div>
<p class="actions"><button name="what" value="people" class="button-primary">People, mails and campaign</button> <button name="what" value="file">Download the invites</button></p>
</form>
<h2>Participation</h2>
{{#UNREADABLE}}<p>It cannot be read at the moment.</p>{{/UNREADABLE}}
{{#HAS_LINES}}<div class="scroll" tabindex="0" role="group" aria-label="Participation by department"><table>
<caption>Fetched a token</caption>
<thead><tr><th scope="col">Department</th><th scope="col" class="num">Invited</th><th scope="col" class="num">Fetched a token</th></tr></thead>
<tbody>
{{#LINE}}<tr><th scope="row">{{DEPARTMENT}}</th><td class="num">{{ROSTER}}</td><td class="num nowrap">{{BAND_LOW}} to {{BAND_HIGH}} %</td></tr>
{{/LINE}}
</tbody></table></div>{{/HAS_LINES}}
{{#TOO_SMALL}}<p>Fewer than 30 people are invited: how many came is not shown, it would tell who.</p>{{/TOO_SMALL}}
<p class="small quiet">In steps of ten percent, for departments of 30 people and more; finer figures would show who has just been there.</p>
<h2>The key</h2>
<p>Test now and then that the words which open the answers are still there. No answer is opened.</p>
<p class="actions"><a class="button" href="/wave/{{WAVE}}/unlock">Test the key</a></p>
{{#SHARES}}<p>Trustees’ shares that are still on this machine; {{THRESHOLD}} of them, with their words, open the answers. Hand each to its trustee:</p>
<ul>{{#SHARE}}<li><a href="/wave/{{WAVE}}/share/{{NUMBER}}">Share of trustee {{NUMBER}}</a></li>{{/SHARE}}</ul>{{/SHARES}}
<h2>Closing</h2>
<p>{{CLOSING}}</p>
<p class="actions"><a class="button" href="/wave/{{WAVE}}/close">Close the wave</a></p>
{{/OPEN}}
<h2>Results</h2>
<p>{{PUBLIC}}</p>
<form method="post" action="/wave/{{WAVE}}/publish">
<input type="hidden" name="csrf" value="{{CSRF}}">
<fieldset><legend>Who answered may see the results</legend>
<label class="choice"><input type="radio" name="when" value="date"{{#IS_DATE}} checked{{/IS_DATE}}> <span>From this day on</span></label>
<label class="choice"><input type="radio" name="when" value="never"{{#IS_NEVER}} checked{{/IS_NEVER}}> <span>Not yet: staff only</span></label>
</fieldset>
<div class="field"><label for="from">Day</label>
<input id="from" name="from" type="date" value="{{FROM}}" class="short"></div>
<p class="actions"><button>Save the day</button></p>
</form>
<h2>The end of single answers</h2>
<p>They are to be destroyed on {{PURGE_DAY}}; the published figures stay.</p>
<p class="actions"><a class="button" href="/wave/{{WAVE}}/end">Destroy them, or put it off</a></p>
{{>OFFICE_END}}
