{{%AUTOESCAPE context="HTML"}}
{{#TRUSTEES}}<details><summary>Opened by {{TRUSTEES_SIGNED}} of {{TRUSTEES_ALL}} trustees, of whom {{TRUSTEES_NEEDED}} are needed</summary>
<p>Each signed the list of ballots before any was opened. This server has checked the signatures; <code>chorus release verify {{WAVE}}</code> checks them without believing it.</p>
<dl class="signatures">{{#TRUSTEE}}<div><dt>Trustee {{TRUSTEE_NUMBER}}</dt><dd class="mono small">{{TRUSTEE_SIG}}</dd></div>{{/TRUSTEE}}</dl></details>{{/TRUSTEES}}
