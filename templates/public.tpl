{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Results · {{INSTITUTION}}</title>
{{>BODY}}
<h1{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h1>
<p>What {{ANSWERED}} of {{ROSTER}} trainees at {{INSTITUTION}} said ({{PERCENT}}&nbsp;%). Thank you.
Closed on {{CLOSED_DATE}}. {{#NOT_HELD}}Single ballots are due to be destroyed on {{PURGE_DATE}}; the figures below stay.{{/NOT_HELD}}{{#HELD}}Single ballots were to be destroyed on {{PURGE_DATE}}.{{/HELD}}</p>
{{#HELD}}<div class="notice notice-note"><p><b>Since {{HELD_SINCE}} that is on hold.</b> They are kept longer than was promised when you answered, because the law or a proceeding
asks for it. The office can tell you more. The figures below stay.</p></div>{{/HELD}}
<h2>The six areas</h2>
<p>Points from 0 to 100; {{#AREAS_UP_IS_BETTER}}higher is better{{/AREAS_UP_IS_BETTER}}{{#AREAS_UP_IS_WORSE}}higher is worse{{/AREAS_UP_IS_WORSE}}{{#AREAS_UP_DEPENDS}}which way is better depends on the area{{/AREAS_UP_DEPENDS}}.</p>
<div class="scroll" tabindex="0" role="group" aria-label="The six areas"><table>
<thead><tr><th scope="col">Area</th><th scope="col" class="num">Institution</th></tr></thead>
<tbody>
{{#AREA}}<tr><th scope="row"{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{AREA_TITLE}}</th>{{#SHOWN}}<td class="num"><b class="nowrap{{#LOW_PRECISION}} low-precision{{/LOW_PRECISION}}">{{#ABOUT}}about {{/ABOUT}}{{VALUE}}</b></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}</tr>
{{/AREA}}
</tbody></table></div>
<h2>What changed</h2>
{{#FIRST}}<p>There is no earlier survey that everybody may see, so there is nothing to compare with yet.</p>{{/FIRST}}
{{#BEFORE}}<p>Since <a href="/wave/{{BEFORE_WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">the survey that closed on {{BEFORE_DATE}}</a> (“<span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{BEFORE_TITLE}}</span>”). Only what was
asked in the same way, in the same version of the instrument, is compared.</p>
<ul>
{{#CLEAR}}<li><b{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{SCALE_TITLE}}</b>: {{#COMPARED}}{{#BETTER}}better than before{{/BETTER}}{{#WORSE}}worse than before{{/WORSE}}: {{CHANGE_VALUE}} ({{CHANGE_LOW}} to {{CHANGE_HIGH}}).{{/COMPARED}}</li>
{{/CLEAR}}{{#NOTHING}}<li>Nothing changed so much that chance would seldom do it.</li>{{/NOTHING}}
</ul>
<details><summary>The change of every scale</summary>
<div class="scroll" tabindex="0" role="group" aria-label="What changed"><table>
<thead><tr><th scope="col">Scale</th><th scope="col">Change, and its 95&nbsp;% interval</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><th scope="row"{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{SCALE_TITLE}}</th>{{#COMPARED}}<td><b>{{CHANGE_VALUE}}</b>, {{#BETTER}}better{{/BETTER}}{{#WORSE}}worse{{/WORSE}}{{#UNCLEAR}}no clear change{{/UNCLEAR}}<br><span class="small quiet">{{CHANGE_LOW}} to {{CHANGE_HIGH}}</span></td>{{/COMPARED}}{{#BROKEN}}<td class="quiet">Not compared: not asked in the same way, or not shown</td>{{/BROKEN}}</tr>
{{/CHANGE}}
</tbody></table></div>
<p class="small quiet">“Better” and “worse” stand where chance would seldom make so large a change, the number of scales
taken into account.</p></details>{{/BEFORE}}
<h2>What will be done</h2>
{{#NO_PLANS}}<p>Nothing has been shared yet. What yours does about it is for its champion to tell.</p>{{/NO_PLANS}}
{{#OWN_PLANS}}<h3>By {{INSTITUTION}} as a whole</h3>
<dl class="plain">{{#PLAN_AREA}}<dt{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{PLAN_AREA_TITLE}}</dt>
{{#PLAN}}<dd>{{PLAN_WHAT}} <span class="small quiet">({{#IS_PLANNED}}planned{{/IS_PLANNED}}{{#IS_RUNNING}}running{{/IS_RUNNING}}{{#IS_DONE}}done{{/IS_DONE}}, due {{PLAN_DUE}})</span></dd>
{{/PLAN}}{{/PLAN_AREA}}</dl>{{/OWN_PLANS}}
{{#UNIT_PLANS}}<h3>By single programs</h3>
<p>What they chose to share, in their own words.</p>
<dl class="plain">{{#PLAN_AREA}}<dt{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{PLAN_AREA_TITLE}}</dt>
{{#PLAN}}<dd>{{PLAN_WHAT}} <span class="small quiet">({{#IS_PLANNED}}planned{{/IS_PLANNED}}{{#IS_RUNNING}}running{{/IS_RUNNING}}{{#IS_DONE}}done{{/IS_DONE}})</span></dd>
{{/PLAN}}{{/PLAN_AREA}}</dl>{{/UNIT_PLANS}}
<details><summary>Every scale, with how exact it is</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Every scale"><table>
<thead><tr><th scope="col">Scale</th><th scope="col" class="num">Mean</th><th scope="col" class="num">At or above the cutoff</th></tr></thead>
<tbody>
{{#SCALE}}<tr><th scope="row"><span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{SCALE_TITLE}}</span><br><span class="small quiet">{{#IN_POINTS}}0 to 100 points{{/IN_POINTS}}{{#IN_UNITS}}{{UNITS_LOW}} to {{UNITS_HIGH}}{{/IN_UNITS}}; {{#UP_IS_WORSE}}higher is worse{{/UP_IS_WORSE}}{{#UP_IS_BETTER}}higher is better{{/UP_IS_BETTER}}</span></th>
{{#SHOWN}}<td class="num"><b class="nowrap{{#LOW_PRECISION}} low-precision{{/LOW_PRECISION}}">{{#ABOUT}}about {{/ABOUT}}{{VALUE}}</b>{{#INTERVAL}}<br><span class="small quiet nowrap">{{LOW}} to {{HIGH}}</span>{{/INTERVAL}}<br><span class="small quiet nowrap">n {{N}}</span></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}
<td class="num">{{#ABOVE}}{{#ABOUT}}about {{/ABOUT}}{{ABOVE_VALUE}}&nbsp;%<br><span class="small quiet nowrap">at {{CUTOFF}} or above{{#IN_UNITS}} (of {{UNITS_LOW}} to {{UNITS_HIGH}}){{/IN_UNITS}}, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/SCALE}}
</tbody></table></div>
{{>READING}}</details>

<h2>Check it</h2>
<p>You need not believe this page. Three things can be checked, without an account, and nothing of
what you enter is sent:</p>
<ol>
<li><b>My ballot was counted, and nobody used my code.</b> Keep your receipt or your link at hand and open
<a href="/receipt/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Is my ballot on the board?</a> It loads the whole board and compares in your browser.</li>
<li><b>These are the figures that were signed.</b> Download <a href="/v1/waves/{{WAVE}}/release" download="{{WAVE}}-release.json">the release</a>
and <a href="/v1/waves/{{WAVE}}/release.sig" download="{{WAVE}}-release.json.sig">its signature</a>. Its SHA-256, which
<code>sha256sum</code> prints on your own computer, is the line at the end of this page; ask somebody at another computer whether theirs is the same.</li>
<li><b>The figures keep the promise.</b> Where Chorus is installed, <code>chorus release verify {{WAVE}} --url</code> and this
server’s address fetches the <a href="/v1/waves/{{WAVE}}/manifest">promise</a>, <a href="/v1/waves/{{WAVE}}/board">the board</a>
(<a href="/v1/waves/{{WAVE}}/board.sig">signature</a>) and the release, and checks signatures, counts and the rule for small groups.</li>
</ol>
<p class="small quiet">SHA-256 of the release: <span class="mono">{{RELEASE_SHA}}</span></p>
{{>TRUSTEES}}
{{>END}}
