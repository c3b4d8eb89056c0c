{{%AUTOESCAPE context="HTML"}}
{{#TRUSTEES}}<details><summary>Abierta por {{TRUSTEES_SIGNED}} de {{TRUSTEES_ALL}} custodios; hacen falta {{TRUSTEES_NEEDED}}</summary>
<p>Cada uno firmó la lista de papeletas antes de que se abriera ninguna. Este servidor ha comprobado las firmas; <code>chorus release verify {{WAVE}}</code> las comprueba sin tener que creerle.</p>
<dl class="signatures">{{#TRUSTEE}}<div><dt>Custodio {{TRUSTEE_NUMBER}}</dt><dd class="mono small">{{TRUSTEE_SIG}}</dd></div>{{/TRUSTEE}}</dl></details>{{/TRUSTEES}}
