{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot"><div>
<ul>
<li><a href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Página de inicio</a></li>
<li><a href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Cómo funciona, y qué no puede prometer</a></li>
<li><a href="/support{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Ayuda</a></li>
{{#NOBODY}}<li><a href="/login{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Personal: iniciar sesión</a></li>{{/NOBODY}}
</ul>
</div></footer>
</body>
</html>
