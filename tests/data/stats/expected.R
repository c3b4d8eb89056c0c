# Makes expected.json, the figures that tests/unit/test_stats_*.c compare with:
#     Rscript tests/data/stats/expected.R > tests/data/stats/expected.json
# R base 4.2.2 of Debian 12; run once, the tests need no R. Where R has the
# method itself (p.adjust, lm, prop.test) it is R's that is asked, not a formula.
set.seed(20261115)
num <- function(x) sprintf("%.15g", x)
list_of <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
obj <- function(...) {
  parts <- list(...)
  paste0("{", paste(sprintf('"%s":%s', names(parts), unlist(parts)), collapse = ","), "}")
}
arr <- function(x) paste0("[", paste(x, collapse = ",\n  "), "]")

# Coefficient and its standard error where the variances are known: the fit's
# own covariance before it is scaled with the residuals.
known <- function(fit, i) {
  se <- sqrt(summary(fit)$cov.unscaled[i, i])
  b <- unname(coef(fit)[i])
  c(b, b + qnorm(c(.025, .975)) * se, 2 * pnorm(-abs(b / se)))
}

# 1. Benjamini and Hochberg 1995, section 4.1: 15 p-values; four are rejected at
# 0.05. And vectors of our own, with ties and ends.
bh1995 <- c(.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459,
            .3240, .4262, .5719, .6528, .7590, 1)
adjust <- arr(sapply(list(bh1995, c(.04, .01, .01, 1, 0, .5), .03, runif(60)^2),
  function(p) obj(p = list_of(p), adjusted = list_of(p.adjust(p, "BH")))))

# 2. Difference of two means with sd 18, as a regression on a dummy.
two <- arr(mapply(function(m1, n1, m2, n2, sd) {
  fit <- lm(y ~ x, data.frame(y = c(m2, m1), x = 0:1), weights = c(n2, n1) / sd^2)
  k <- known(fit, 2)
  obj(a = num(m1), a_n = num(n1), b = num(m2), b_n = num(n2), sd = num(sd),
      value = num(k[1]), low = num(k[2]), high = num(k[3]), p = num(k[4]))
}, c(52, 47, 61, 40), c(82, 12, 9, 300), c(46, 46.5, 44, 40), c(1401, 700, 650, 8),
   c(18, 18, 25, 17.7)))

# 3. Slope over waves with known variances.
slopes <- arr(mapply(function(t, m, n, sd) {
  fit <- lm(m ~ t, weights = n / sd^2)
  k <- known(fit, 2)
  obj(at = list_of(t), mean = list_of(m), n = list_of(n), sd = num(sd),
      value = num(k[1]), low = num(k[2]), high = num(k[3]), p = num(k[4]))
}, list(c(0, 1, 2), c(0, .5, 1.5, 2, 3), c(2024.25, 2024.8, 2025.3, 2026)),
   list(c(48, 46, 41), c(55, 52, 53, 47, 49), c(30, 34, 39, 37)),
   list(c(80, 75, 91), c(40, 33, 61, 20, 52), c(1200, 1100, 1340, 1290)), c(18, 25, 17.7)))

# 4. Difference in differences as the interaction of a saturated regression.
did <- arr(mapply(function(m, n, sd) {
  d <- data.frame(y = m, treated = c(1, 1, 0, 0), after = c(0, 1, 0, 1))
  fit <- lm(y ~ treated * after, d, weights = n / sd^2)
  k <- known(fit, 4)
  se <- sqrt(summary(fit)$cov.unscaled[4, 4])
  # The true effect whose estimate lies over the critical value 80 % of the time.
  least <- uniroot(function(x) 1 - pnorm(qnorm(.975) * se, x, se) - .8,
                   c(0, 100 * se), tol = 1e-12)$root
  obj(mean = list_of(m), n = list_of(n), sd = num(sd), value = num(k[1]),
      low = num(k[2]), high = num(k[3]), p = num(k[4]), smallest = num(least))
}, list(c(52, 45, 47, 48), c(61, 60, 44, 47), c(50, 41, 50, 50)),
   list(c(156, 156, 156, 156), c(20, 18, 300, 280), c(90, 84, 110, 95)), c(18, 25, 17.7)))

# People per cell for an effect d in a difference in differences: the first n
# whose power is 80 %.
needed <- arr(sapply(c(.2, .29, .45, .5, .8, 1), function(d) {
  n <- 1
  while (1 - pnorm(qnorm(.975), d / sqrt(4 / n)) < .8) n <- n + 1
  obj(d = num(d), n = num(n))
}))

# 5. Score intervals without continuity correction.
wilson <- arr(mapply(function(y, n) {
  ci <- suppressWarnings(prop.test(y, n, correct = FALSE)$conf.int)
  obj(y = num(y), n = num(n), low = num(ci[1]), high = num(ci[2]))
}, c(2, 9, 45, 1490, 0, 7), c(5, 20, 100, 2482, 12, 7)))

# 6. Nobody knows what the others would have said: fill them in with 0 and 100.
worst <- arr(mapply(function(n, N) {
  y <- sample(0:4 * 25, n, TRUE)
  obj(answered = num(n), roster = num(N), mean = num(mean(y)),
      low = num(mean(c(y, rep(0, N - n)))), high = num(mean(c(y, rep(100, N - n)))),
      plus_ten = num(mean(c(y, rep(mean(y) + 10, N - n))) - mean(y)))
}, c(5, 82, 60, 12), c(9, 149, 60, 40)))

# 7. Two-sided p-values of a deviate.
z <- c(0, .5, 1, 1.644853626951473, 1.959963984540054, -2.5, 4, 8)
cat(obj(made_by = paste0('"', R.version.string, ', tests/data/stats/expected.R"'),
  adjust = adjust, two = two, slopes = slopes, did = did, needed = needed,
  wilson = wilson, worst = worst,
  deviates = obj(z = list_of(z), p = list_of(2 * pnorm(-abs(z))))), "\n", sep = "")
