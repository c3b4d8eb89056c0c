{{%AUTOESCAPE context="HTML"}}<div class="resources">
{{#CRISIS}}<div class="crisis"><h2 data-word="support_crisis">Si es urgente</h2>
<ul>
{{>RESOURCE}}</ul></div>
{{/CRISIS}}{{#SUPPORT}}<h2 data-word="support_more">Para hablar con alguien</h2>
<ul>
{{>RESOURCE}}</ul>
{{/SUPPORT}}{{#RESOURCE_SOLVE}}<h2 data-word="support_solve">Para denunciar o resolver algo</h2>
<ul>
{{>RESOURCE}}</ul>
{{/RESOURCE_SOLVE}}{{#RESOURCE_PROGRAM}}<h2 data-word="support_program">Para programas</h2>
<ul>
{{>RESOURCE}}</ul>
{{/RESOURCE_PROGRAM}}<p class="quiet small" data-word="support_same">Igual para todas las personas, en todas las páginas. Ninguna respuesta cambia lo que se muestra aquí.</p>
</div>
