{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot"><div>
{{#LET_IN}}<form class="logout" method="post" action="/leave">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>The office's own page, on this machine only. <button class="button-small">Let this browser out</button></p>
</form>{{/LET_IN}}
</div></footer>
</body>
</html>
