{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot"><div>
{{#STAFF}}<form class="logout" method="post" action="/logout">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>Logged in as {{PERSON}} ({{ROLE}}). <button class="button-small">Log out</button></p>
</form>{{/STAFF}}
<ul>
<li><a href="/?lang=es">Primera página</a></li>
<li><a href="/privacy?lang=es">Cómo funciona, y qué no puede prometer</a></li>
<li><a href="/support?lang=es">Ayuda</a></li>
{{#NOBODY}}<li><a href="/login">Personal: entrar</a></li>{{/NOBODY}}
</ul>
</div></footer>
</body>
</html>
