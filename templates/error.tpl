{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>{{#E400}}That could not be read{{/E400}}{{#E403}}Not for this account{{/E403}}{{#E404}}No such page{{/E404}}{{#E405}}Not possible here{{/E405}}{{#E410}}This survey has closed{{/E410}}{{#E413}}Too large{{/E413}}{{#E415}}That could not be read{{/E415}}{{#E421}}Another address is needed{{/E421}}{{#E429}}One moment{{/E429}}{{#E503}}Not possible now{{/E503}} · {{INSTITUTION}}</title>
{{>BODY}}
{{#E400}}<h1>That could not be read</h1>
<p>What arrived is not what this page sends. Nothing was changed.</p>
<p>Go back, reload the page and try again.</p>{{/E400}}
{{#E403}}<h1>Not for this account</h1>
<p>This page is for another role, or the form was not sent from this site. Nothing was changed.</p>
<p>Go back and reload the page, or log in with another account.</p>{{/E403}}
{{#E404}}<h1>No such page</h1>
<p>There is nothing at this address{{#STAFF}} for your account{{/STAFF}}.</p>
{{#NOBODY}}<p>Compare the address with the one in your letter or e-mail, or begin at the first page.</p>{{/NOBODY}}
{{#STAFF}}<p>The address may be mistyped, or the page is about a unit that is not one of yours. The office knows which are.</p>{{/STAFF}}{{/E404}}
{{#E405}}<h1>Not possible here</h1>
<p>This address does not take what was sent. Nothing was changed.</p>
<p>Begin at the first page.</p>{{/E405}}
{{#E410}}<h1>This survey has closed</h1>
<p>It takes no more answers.</p>
<p>Answers that were sent before are counted.</p>{{/E410}}
{{#E413}}<h1>Too large</h1>
<p>More was sent than this page takes. Nothing was kept.</p>
<p>Go back and send less.</p>{{/E413}}
{{#E415}}<h1>That could not be read</h1>
<p>What arrived is of another kind than this page sends. Nothing was changed.</p>
<p>Go back, reload the page and try again.</p>{{/E415}}
{{#E421}}<h1>Another address is needed</h1>
<p>This server does not answer under the name that was asked for.</p>
<p>Use the address in your letter or e-mail, or ask the office.</p>{{/E421}}
{{#E429}}<h1>One moment</h1>
<p>This was tried too often in a short time. Nothing was changed.</p>
<p>Wait half a minute and try again.</p>{{/E429}}
{{#E503}}<h1>Not possible now</h1>
<p>The server cannot do this at the moment. Nothing was taken.</p>
<p>Try again in a minute.</p>{{/E503}}
{{#START}}<p class="actions"><a class="button" href="{{START_URL}}">Your start page</a></p>{{/START}}
{{#FIRST}}<p class="actions"><a class="button" href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">First page</a></p>{{/FIRST}}
{{>END}}
