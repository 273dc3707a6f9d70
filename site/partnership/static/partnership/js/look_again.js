// While a file is being imported, its page looks again by itself, as long as somebody has it before them.
setInterval(() => {
  if (!document.hidden) location.reload();
}, 4000);
