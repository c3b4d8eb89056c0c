{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
<p class="small quiet">Step 3 of 4. Nothing is opened yet.</p>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
{{#BEFORE}}
{{#TRUSTEE}}<p>Trustee {{NUMBER}} of {{COUNT}} sits down now, alone. They get seven words of their own, which open their share of the key.</p>{{/TRUSTEE}}
{{#ALONE}}<p>Seven words open the answers of this wave. Without them nobody can, ever.</p>{{/ALONE}}
<p>The words are shown once. Have pen and paper ready; no photograph, no file on this machine.</p>
<form method="post" action="/open/words/draw">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="actions"><button class="button-primary">Show the words</button></p>
</form>
{{/BEFORE}}
{{#SHOWN}}
<p>Write these words down. They are not shown again, and are asked for on the next page.</p>
<ol class="words">{{#WORD}}<li>{{ONE}}</li>{{/WORD}}</ol>
<p class="actions"><a class="button button-primary" href="/open/words/type">They are written down</a></p>
{{/SHOWN}}
{{#TYPE}}
<p>Type the seven words that you wrote down, in their order.</p>
<form method="post" action="/open/words/type">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="words">The seven words</label>
<input id="words" name="words" type="password" required maxlength="255" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
<p class="actions"><button class="button-primary">{{#LAST}}Open the wave{{/LAST}}{{#NOT_LAST}}Next{{/NOT_LAST}}</button></p>
</form>
<form method="post" action="/open/words/draw">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p><button class="button-quiet">Draw other words instead</button></p>
</form>
{{/TYPE}}
{{>OFFICE_END}}
