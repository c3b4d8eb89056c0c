{{%AUTOESCAPE context="HTML"}}
{{#TRUSTEES}}<details><summary>Opened by {{TRUSTEES_SIGNED}} of {{TRUSTEES_ALL}} trustees, of whom {{TRUSTEES_NEEDED}} are needed</summary>
<p>Each signed the list of ballots before any was opened. <code>chorus release verify {{WAVE}}</code> checks the signatures.</p>
<dl class="signatures">{{#TRUSTEE}}<div><dt>Trustee {{TRUSTEE_NUMBER}}</dt><dd class="mono small">{{TRUSTEE_SIG}}</dd></div>{{/TRUSTEE}}</dl></details>{{/TRUSTEES}}
